from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from llmdoc_lint.encoding.code_pages import PAGES, page, read_as
from llmdoc_lint.encoding.mojibake import Passage, passages, suspicion

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "deep-dive-llms"
KOREAN = "오늘은 언어 모델이 다음 토큰을 고르는 방법을 살펴봅니다."
ENGLISH = "It isn’t magic — the model’s “next token” is a draw from a distribution…"
DIAGRAM = "┌──────┐\n│ 모델 │ → 출력 🚀\n└──────┘"


def one(text: str, mask: list[tuple[int, int]] | None = None) -> Passage:
    found = passages(text, mask)
    assert len(found) == 1, found
    return found[0]


def strip(text: str, lost: str) -> str:
    return text.translate(dict.fromkeys(map(ord, lost)))


# ------------------------------------------------------------------------------------- exact repair


@pytest.mark.parametrize("original", [KOREAN, ENGLISH, DIAGRAM, f"{KOREAN}\n\nplain\n{ENGLISH}"])
@pytest.mark.parametrize("codec", PAGES)
def test_text_read_once_through_a_code_page_comes_back(codec: str, original: str) -> None:
    passage = one(read_as(original, codec) + "\n")
    assert passage.repaired == original
    assert (passage.layers, passage.lost) == (1, 0)
    assert all(line.reversible for line in passage.lines)
    assert read_as(passage.repaired, passage.codec) == read_as(original, codec)


@pytest.mark.parametrize("codec", PAGES)
def test_a_document_with_hangul_and_punctuation_names_its_code_page(codec: str) -> None:
    assert one(read_as(f"{KOREAN} 🚀\n{ENGLISH}\n{DIAGRAM}", codec)).direction == f"utf-8>{codec}"


@pytest.mark.parametrize("inner", ["cp1252", "latin-1", "cp1254", "cp437", "mac_roman", "cp1251"])
def test_text_read_twice_comes_back(inner: str) -> None:
    original = f"{KOREAN}\n{ENGLISH}"
    passage = one(read_as(read_as(original, inner), "cp1252"))
    assert (passage.repaired, passage.layers, passage.lost) == (original, 2, 0)


def test_cp949_read_as_latin_1_and_then_utf_8_read_as_cp1252_are_two_layers() -> None:
    once = KOREAN.encode("cp949").decode("cp1252", "surrogateescape")
    passage = one(read_as(once, "cp1252"))
    assert (passage.repaired, passage.layers) == (KOREAN, 2)


@pytest.mark.parametrize(
    ("original", "codec"),
    [
        pytest.param("naïve café", "cp1252", id="accents in a word"),
        pytest.param("don’t", "cp1252", id="a single curly apostrophe"),
        pytest.param("Ship it 🚀", "cp1252", id="a single emoji"),
        pytest.param("It is 20°C, or 30°C", "cp1252", id="needless Â before symbols"),
        pytest.param("Привет, мир", "cp1252", id="Cyrillic"),
        pytest.param("Καλημέρα κόσμε", "cp1252", id="Greek"),
        pytest.param("次の単語を予測する", "cp1252", id="Japanese"),
        pytest.param("预测下一个词", "latin-1", id="Chinese"),
        pytest.param("| 학습률 | 0.1 |", "cp1252", id="a single table cell"),
        pytest.param('title: "강의 개요"', "cp1254", id="a quoted value of front matter"),
        pytest.param('> 원본 강의: "Lecture"', "cp1254", id="prose before a quotation"),
        pytest.param("\ufeff# Title", "cp1252", id="a byte order mark"),
        pytest.param("a — b\r", "cp1252", id="a line that ends in CR LF"),
    ],
)
def test_a_short_passage_comes_back(original: str, codec: str) -> None:
    passage = one(read_as(original, codec) + "\n")
    assert passage.repaired == original.removesuffix("\r")
    assert passage.lost == 0


def test_utf_8_read_as_cp949_comes_back_where_every_byte_pair_survived() -> None:
    sound = "".join(
        a + b
        for a in "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"
        for b in "간난단란만반산안잔찬칸탄판한"
        if _survives(a + b)
    )[:8]
    passage = one(sound.encode().decode("cp949") + "\n")
    assert (passage.repaired, passage.direction, passage.lost) == (sound, "utf-8>cp949", 0)


def _survives(text: str) -> bool:
    try:
        return text.encode().decode("cp949").encode("cp949") == text.encode()
    except UnicodeError:
        return False


@pytest.mark.parametrize(
    "original",
    ["소리엘", "개발 환경", KOREAN, "| 학습률을 | 0.1 |", 'title: "강의 개요"', "똠방각하는 사람", "제1장 “서론과 끝”"],
)
@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_cp949_read_as_latin_1_comes_back(original: str, codec: str) -> None:
    try:
        damaged = original.encode("cp949").decode(codec)
    except UnicodeDecodeError:
        pytest.skip("loses bytes")
    passage = one(f"plain\n{damaged}\nplain\n")
    assert passage.repaired == original
    assert passage.direction.startswith("cp949>")


# ------------------------------------------------------------------------------------- extent


def test_a_single_damaged_line_in_a_sound_document() -> None:
    damaged = read_as("모델은 다음 토큰을 예측한다.", "cp1252")
    text = f"# 강의\n\n첫 문장입니다.\n{damaged}\n마지막 문장입니다. 20°C, “끝” é\n"
    passage = one(text)
    assert text[passage.start : passage.end] == damaged
    assert passage.repaired == "모델은 다음 토큰을 예측한다."


def test_a_sound_line_of_hangul_ends_a_block_and_ascii_does_not() -> None:
    row = read_as("모델을 학습한다", "cp1252")
    assert len(passages(f"{row}\n\nascii\n{row}\n")) == 1
    assert len(passages(f"{row}\n사람이 쓴 문장\n{row}\n")) == 2


def test_two_code_pages_in_one_document_are_two_passages() -> None:
    first, second = "모델을 학습한다", "토큰을 예측한다"
    found = passages(f"{read_as(first, 'cp1252')}\n가운데\n{read_as(second, 'cp437')}\n")
    assert [(p.codec, p.repaired) for p in found] == [("cp1252", first), ("cp437", second)]


def test_a_damaged_piece_in_a_sound_line_is_repaired_alone() -> None:
    passage = one(f"사람이 쓴 문장과 {read_as('붙여 넣은 문장', 'cp1252')} 그리고 끝")
    assert passage.repaired == "사람이 쓴 문장과 붙여 넣은 문장 그리고 끝"


def test_the_figures_of_a_passage() -> None:
    passage = one(read_as("학습 — 끝", "cp1252"))
    assert (passage.damaged, passage.lost, len(passage.lines)) == (4, 0, 1)


@pytest.mark.parametrize(("sign", "codec"), [("ğ", "cp1254"), ("", "cp1252")])
def test_cp1252_is_preferred_unless_a_character_says_otherwise(sign: str, codec: str) -> None:
    text = "모델을 학습한다" + (" 🚀" if sign else "")
    damaged = read_as(text, "cp1254")
    assert sign in damaged
    assert one(damaged).codec == codec


# ------------------------------------------------------------------------------------- lost bytes


def test_a_line_that_lost_bytes_is_reported_without_a_repair_and_its_neighbour_with_one() -> None:
    good, bad = "다음 토큰", "힘의 자리"
    damaged = read_as(f"{good}\n{bad}", "cp1254")
    stripped = strip(damaged, "\x81\x8d\x8e\x8f\x90\x9d\x9e\xad")
    assert stripped != damaged
    passage = one(stripped)
    assert passage.repaired == ""
    assert passage.lost > 0
    whole = [line.reversible for line in passage.lines]
    for line, original in zip(passage.lines, (good, bad), strict=True):
        assert line.repaired == (original if line.reversible else "")
    assert not all(whole)


@pytest.mark.parametrize("codec", PAGES)
def test_whatever_is_repaired_in_a_lossy_document_is_right(codec: str) -> None:
    originals = [KOREAN, "중요한 것은 확률입니다.", "정확히 무엇을 학습할까요?", "작업의 크기", "비용이 든다", ENGLISH]
    damaged = read_as("\n".join(originals), codec)
    c1 = "".join(map(chr, range(0x80, 0xA0))) + "\xad"
    passage = passages(strip(damaged, c1))
    rows = strip(damaged, c1).split("\n")
    starts = {sum(len(row) + 1 for row in rows[:n]): original for n, original in enumerate(originals)}
    assert passage
    for block in passage:
        for line in block.lines:
            assert line.repaired in ("", starts[line.start])


def test_utf_8_read_as_cp949_with_replacement_characters_is_not_reversible() -> None:
    passage = one("앞 문장\n" + "한국어를 배우는 사람".encode().decode("cp949", "replace") + "\n")
    assert passage.direction == "utf-8>cp949"
    assert passage.lost > 0
    assert passage.repaired == ""


@pytest.mark.parametrize("name", ["Piotr Zając", "Krąkowski", "François", "Štěpán"])
def test_one_damaged_letter_of_a_name_is_found(name: str) -> None:
    line = f'author: "{name}"'
    assert one(read_as(line, "cp1252") + "\n").repaired == line


# ------------------------------------------------------------------------------------- samples

SAMPLE = read_as("모델을 학습한다", "cp1252")


@pytest.mark.parametrize(
    ("before", "sample", "after"),
    [
        pytest.param("깨진 글자는 `", SAMPLE, "`처럼 보인다.\n", id="inline code"),
        pytest.param("이렇게 보인다.\n\n```\n", SAMPLE, "\n```\n\n고치는 법.\n", id="fenced code"),
        pytest.param("It then shows\n\n```\n", SAMPLE, "\n```\n\nin the terminal.\n", id="fenced code in English"),
    ],
)
def test_code_in_sound_prose_is_a_sample(before: str, sample: str, after: str) -> None:
    span = (len(before), len(before) + len(sample))
    assert passages(before + sample + after, [span]) == ()


@pytest.mark.parametrize(
    "text",
    [
        f'The text "{SAMPLE}" appears when the reader is wrong.',
        f"The text “{SAMPLE}” appears.",
        f"파일을 열면 「{SAMPLE}」 같은 글자가 보입니다.",
        "In French “cafÃ©” is how a broken café looks.",
    ],
)
def test_a_quotation_in_sound_prose_is_a_sample(text: str) -> None:
    assert passages(text) == ()


def test_a_fence_in_damaged_prose_is_damaged() -> None:
    original = f"앞 문장입니다.\n\n```\n{DIAGRAM}\n```\n\n뒤 문장입니다."
    damaged = read_as(original, "cp1252")
    start = damaged.index("```") + 4
    span = (start, damaged.rindex("```"))
    assert one(damaged, [span]).repaired == original


def test_inline_code_in_a_damaged_line_is_damaged() -> None:
    original = "앞 문장에는 `모델` 이라는 코드가 있다"
    damaged = read_as(original, "cp1252")
    span = (damaged.index("`"), damaged.rindex("`") + 1)
    assert one(damaged, [span]).repaired == original


def test_a_document_that_is_all_code_is_prose() -> None:
    text = f"```\n{SAMPLE}\n```\n"
    assert one(text, [(4, 4 + len(SAMPLE))]).repaired == "모델을 학습한다"


# ------------------------------------------------------------------------------------- sound text

LINES = """\
오늘은 언어 모델을 살펴봅니다. “따옴표”와 ‘작은따옴표’, 말줄임표…
온도는 20°C에서 25°C 사이, ½ 컵과 ¼ 컵, ±0.5, 3×4÷2, 10㎡
가격은 £20, €30, ¥400, ₩5,000 그리고 50¢입니다.
뷁, 쀍, 펲, 햏, 똠방각하, 믜, 뙇, 쓩
한자 由來와 理由, 自由를 섞어 쓴 글: 學習, 言語模型, 濡傛灉
▶ 목차 ● 항목 ■ 상자 ◆ 별 ★ ☆ ※ 주의 → ⇒ ↔ ✓ ✗
┌──┬──┐│표│└──┴──┘ ╔══╗║ ║╚══╝ ├─ src │  └─ main.py
░▒▓█▄▌▐▀ ▁▂▃▅▆▇ ⠋⠙⠹⠸
😀😃😄 👩‍💻 🏳️‍🌈 ❤️ 🇰🇷 ☕️
L’élève a déjà reçu « très tôt » sa leçon… où çà ? « café » à « midi »
« Où ? » — « Là… » dit-elle. Pâté à 5 €, château à 10 €…
È più facile lunedì…” disse. Perché? Così è… “martedì…” e “venerdì”…
lunedì…” martedì…” mercoledì…” giovedì…”
¿Qué? ¡Él está aquí! El niño comió piñas; ¿Y tú? ¡Ñandú!
A avó e o avô são irmãos; coração, NÃO, AÇÕES, IRMÃ, MAÇÃ…
VOCÊ… JÁ… PORTUGUÊS® INGLÊS™ EDIÇÃO №5 À«
Größe, Übermaß, Straße, Äpfel, Öl: „schön“ und ‚fein‘ – ganz schön…
DÄÖÜ ÄÖÜß ÅÄÖ åäö ÆØÅ æøå ÅÅÅÅ-MM-DD
Þú ert frábær; það er gott. Ísland, Ðað, þetta, ÞÓR, ÆÐI
Zażółć gęślą jaźń. Części świętą ćwierć źdźbło, ŁÓDŹ, ŻÓŁĆ
Příliš žluťoučký kůň úpěl ďábelské ódy. ČÁST, ŘEŽ, dražší, nejvyšší
Árvíztűrő tükörfúrógép. ŐRÜLT ŰR „idézet”
Çağrışım, günlüğü, büyüklüğü, İstanbul, ığdır, ŞĞİ, yüklüğü
Băiatul și fata își doresc țară. „Â” și „Ă” sunt litere. ROMÂN „â”…
Ă, Â, Î: „Litera â”, „literele ă…”
Đường Việt Nam: tiếng Việt, những người, ĐÃ ĐẾN, Ê Â Ă Ơ Ư, VÂNG Ạ
Tôi là người Việt… “Đã” rồi – ừ, thế à? ÂU, ÃO
Õhtu, öö, jõgi, ÜLE, šokolaad, žanr
Ātri, ēst, šķēle, ž, ņem, ģīmis, ĶĪLIS
Čia yra žmogus; įėjimas, ąžuolas, ŠŽ
Dobrý deň, mäkčeň, ľúbosť, ŕba, vŕšok, ĽĹŔ
Привет, мир! Её, моё, неё… «Ёлка» – объём №5, её» и её…
Моєї, своєї, її… «Україна» – їжак, ґанок, РІЧ, СІЛЬ, «її»
Љубав, њега, ћирилица, ђак, џеп: „Џорџ“, РЂ
Мәселе, БІРІНШІ, ТҮРІ, қазақ РІ СІ
Καλημέρα· ταΐζω, προϊόν, ΌΧΙ, «ναι», Ά, ΑΫ
שלום עולם — “ציטוט”, א״ב
مرحبا بالعالم، «اقتباس»؛ كيف الحال؟
नमस्ते दुनिया, हिंदी… ₹500
สวัสดีชาวโลก ฿20
こんにちは、世界。「引用」『二重』…※・ー〜
カタカナ、ﾊﾝｶｸ、ＦＵＬＬ　ＷＩＤＴＨ
你好，世界。“引号”……——《书名》
由于自由，理由充分；或者已经使用，如果您输入
繁體中文「引號」、『雙引號』
∀x∈ℝ: ∃y ≥ x² ± ½ε → ∞, ∑πr², ∂f/∂x ≈ ∆y, √2·π, ∫∞
f(π½), ±≥≤, Σσ²μ, Ωδ∞φ, Γ(π), µ=1, ∞±1, αβ, Θ(n²), ≡ƒ(x)
[ˈlɪŋɡwɪstɪk] /ðə/ /θɪŋ/ [ɔː] ʃʒʊʌæ
A–Z, 1–10, a — b, it’s, “yes”, ‘no’, rock ’n’ roll…
non\xa0breaking\xa0space, 10\xa0%, « à\xa0» et «\xa0é\xa0»
© 2024 Müller® — Name™, §5, ¶2, †, ‡, ª º
ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ
¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅ
°±²³ ·½· 1¼½¾ ½¼ °·° ±½ ¹²³ ÄÖ¼
€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ
ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»
MISUTÂ\xa0AJIKKO, TABULÂ\xa0RASA
pi√π, x√2, 2√µ, ≈√∂, ¬√, a«é», —é, «école», –ü
soft\xadhyphen and contení\xadu, mí\xadnimes, ampè\xadre
Ã, Â and â are letters; Å, Ä too: “Â”, “Ã”, « Ã », Â»
naïve façade, rôle, coöperate, Brontë, résumé, Zoë’s, São Paulo’s, Malmö…
Ελληνικά και English μαζί: ε.g., π.χ.
ʻOkina, Māori, Hawaiʻi, ʼn
ß“, é”, à’, ê…, í—, ã – ë™
AlphaGo’s RL → DeepSeek‑R1, 3.5× faster, ≤ 10 ms, ~50%
Gaeilge: Tá sé go hÁlainn; Cymraeg: ŵ ŷ â ê î ô û
Lëtzebuerg, Gëscht, ÉTÉ, ÇA, ÀÉÙ, NOËL, ÉÉÉ, DÉJÀ, Ï
Schwyzerdütsch: “Grüezi”, ‹ja› «nei» ‹‹é››
Թարգմանություն, ქართული, አማርኛ, ខ្មែរ, မြန်မာ, தமிழ், తెలుగు
한글 자모: ㄱㄴㄷ ㅏㅑㅓ ᄀᆞᆫ 가
U+FFFD는 �이고, 깨진 글자 �� 두 개가 있다"""
SOUND = LINES.split("\n")


@pytest.mark.parametrize("line", SOUND)
def test_sound_text_is_left_alone(line: str) -> None:
    assert passages(line) == ()
    assert passages(f"{line}\n" * 5) == ()


def test_all_sound_text_together_is_left_alone() -> None:
    assert len(SOUND) >= 60
    assert passages("\n".join(SOUND)) == ()


def test_sound_text_beside_damage_is_left_alone() -> None:
    damaged = read_as(KOREAN, "cp1252")
    for line in SOUND:
        found = passages(f"{line}\n{line}\n{line}\n{damaged}\n{line}\n")
        assert [passage.repaired for passage in found] == [KOREAN], line


# ------------------------------------------------------------------------------------- corpus and cost


def corpus(name: str) -> str:
    path = CORPUS / name
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    return path.read_bytes().decode()


def test_the_damaged_document_of_the_corpus() -> None:
    passage = one(corpus("prompts/preview-of-things-to-come-cheatsheet-prompt.md"))
    assert (passage.direction, passage.layers) == ("utf-8>cp1254", 1)
    assert len(passage.lines) == 69
    assert sum(line.reversible for line in passage.lines) == 18
    assert (passage.lost, passage.damaged) == (238, 1736)
    assert not passage.repaired


def test_the_lines_of_the_corpus_that_reverse_are_lines_of_its_source() -> None:
    text = corpus("prompts/preview-of-things-to-come-cheatsheet-prompt.md")
    source = corpus("eng/preview-of-things-to-come.md").split("\n")
    start, end = text.index("# Source Text"), text.index("# Layout Structure")
    lines = [line for line in one(text).lines if start < line.start < end and line.reversible]
    assert lines
    assert all(line.repaired in source for line in lines)


@pytest.mark.parametrize("name", ["kr/_index.md", "kr/preview-of-things-to-come.md", "eng/grand-summary.md"])
def test_the_sound_documents_of_the_corpus(name: str) -> None:
    assert passages(corpus(name)) == ()


@pytest.mark.parametrize("line", SOUND)
def test_the_prefilter_passes_over_common_text(line: str) -> None:
    rare = ("ÀÁÂ", "¡¢£", "€‚ƒ", "Çüé", "°±²", "pi√π", "MISUT", "U+FFFD", "f(π", "한자", "Ã, Â", "RЂ")
    if not line.startswith(rare) and "\xad" not in line and "РЂ" not in line and "ÅÅÅÅ" not in line:
        assert not suspicion.suspicious(line)


@pytest.mark.parametrize(
    "unit",
    ["ì", "Ã", "â€", "ì\x9d´", "°³", "Ã©", "가ì°", "�뼱媛", "“ ", "« ", '"ì°¸ ', "ì°¸\n사\n", "ðŸ ", "' \"", 'a: "" '],
)
def test_hostile_text_costs_time_in_proportion(unit: str) -> None:
    def seconds(count: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            passages("ì°¸ê³µ ì°¸ê³µ " + unit * count)
            best = min(best, time.process_time() - start)
        return best

    passages(KOREAN)
    assert seconds(4_000) < 12 * seconds(1_000) + 0.05  # 4 is linear, 16 is quadratic


def test_lone_surrogates_do_no_harm() -> None:
    assert passages("\udcff 사람 \udc80") == ()
    assert one("\udcff " + read_as("모델을 학습한다", "cp1252")).repaired == "\udcff 모델을 학습한다"


def members(ranges: str) -> set[str]:
    """The characters of a set of a regular expression."""
    return set(re.findall(f"[{ranges}]", "".join(map(chr, range(0x10000)))))


def test_the_sets_of_the_suspicion_follow_from_the_code_pages() -> None:
    pages = [page(codec) for codec in PAGES]
    continuations = range(0x80, 0xC0)
    assert members(suspicion._LEAD) == {it.chars[byte] for it in pages for byte in range(0xE0, 0xF0)}
    assert members(suspicion._CONTINUATION) == {it.chars[byte] for it in pages for byte in continuations}
    assert members(suspicion._TELLING) == {
        it.chars[byte] for it in pages for byte in continuations if chr(byte) not in it.weak
    }


def test_the_ideographs_of_the_suspicion_are_the_beginnings_of_hangul() -> None:
    pairs = (bytes((lead, continuation)) for lead in range(0xEA, 0xEE) for continuation in range(0xA1, 0xC0))
    assert set(suspicion.IDEOGRAPHS) == {pair.decode("cp949", "replace")[0] for pair in pairs} | {"\ufffd"}


# ------------------------------------------------------------------------------------- little evidence


def stripped(text: str) -> str:
    return "".join(char for char in text.encode().decode("latin-1") if not "\x7f" < char < "\xa0")


@pytest.mark.parametrize("text", ["바람 부는 언덕", "조용한 저녁 산책", "비가 그친 뒤에 나갔습니다."])
def test_syllables_of_which_only_the_leads_are_left(text: str) -> None:
    (passage,) = passages(f"| 제목 | {stripped(text)} | 날짜 |")
    assert passage.codec == "latin-1"
    assert not passage.repaired


def test_apostrophes_and_dashes_of_which_only_the_lead_is_left() -> None:
    text = stripped("The café isn’t open – or is it?\n\nThe owner’s “summer” break ends soon.\n")
    assert [len(passage.lines) for passage in passages(text)] == [2]
    assert passages("Les pâtes et le théâtre, ê ë ì í, un mât, l’âge d’or; âlem, âşık, câine.\n") == ()


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_boxes_beside_hangul_that_was_cp949(codec: str) -> None:
    text = "```\n┌────┐\n│ 물 │\n└────┘\n```\n\n강물이 바다로 흘러갑니다.\n"
    damaged = "".join(page(codec).chars[byte] for byte in text.encode("cp949"))
    fence = (0, damaged.index("\n\n"))
    (passage,) = passages(damaged, (fence,))
    assert damaged[: passage.start] + passage.repaired + damaged[passage.end :] == text


@pytest.mark.parametrize("errors", ["ignore", "replace"])
def test_a_cell_that_cp949_could_not_hold(errors: str) -> None:
    cell = "조용한 저녁에 걷기".encode().decode("cp949", errors)
    (passage,) = passages(f"| 산책 안내와 준비물, 그리고 걷기에 좋은 길 | {cell} | 날짜와 시간, 모이는 곳 |")
    assert passage.direction == "utf-8>cp949"
    assert passage.lost


@pytest.mark.parametrize("text", ["저녁 산책", "물길: 다시 보기", "강과 바다"])
def test_mac_roman_twice(text: str) -> None:
    line = f"| 이름 | {read_as(read_as(text, 'mac_roman'), 'mac_roman')} |"
    (passage,) = passages(line)
    assert passage.repaired == f"| 이름 | {text} |"


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("앞으로의 전ì— 컴퓨터가 했다.", ["ì—"]),
        ("글자ë”ë§이 겹친다.", ["ë”", "ë§"]),
        ("여기 ì—서 멈춘다.", ["ì—"]),
        ("값이 ě„라고 나온다.", ["ě„"]),
    ],
)
def test_what_a_repair_left_is_seen_beside_hangul(line: str, pieces: list[str]) -> None:
    found = passages(line)
    assert [line[passage.start : passage.end] for passage in found] == pieces


@pytest.mark.parametrize(
    "line",
    [
        "그는 “Forlì”는 도시라고 했다. lunedì—martedì, 모음 ì… 그리고 é, ê.",
        "이름은 ê”처럼 쓴다.",
        "√é√è 같은 식은 없고 √2 + √π는 있다.",
        "화면에 “ë‹¤ìš´ë¡œë“œ”라고 나오면 다시 받는다.",
    ],
)
def test_what_only_looks_like_it(line: str) -> None:
    assert passages(line) == ()
