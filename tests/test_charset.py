from __future__ import annotations

import logging
import subprocess
import sys
import time

import pytest

from llmdoc_lint.encoding.charset import decodes, detect, first_undecodable, looks_utf16, mixed

KOREAN = "# 강의 요약\n\n모델은 다음 토큰을 예측한다. 똠방각하도 있다.\n"
FRENCH = "# Résumé\n\nL’élève a reçu une leçon très intéressante où il était question de modèles.\n"
GERMAN = "Größe und Länge, übermäßig schöne Wörter für Äpfel.\n"
POLISH = "Zażółć gęślą jaźń. Wszystkie modele językowe przewidują następny żeton.\n" * 3
RUSSIAN = "Модель предсказывает следующий токен в последовательности. Это важно.\n" * 3
JAPANESE = "モデルは次のトークンを予測します。これは大切です。\n" * 3


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        pytest.param(KOREAN, "cp949", "cp949", id="Korean in CP949, with a syllable EUC-KR lacks"),
        pytest.param("안녕\n", "cp949", "cp949", id="two syllables"),
        pytest.param("ascii\n" * 40_000 + KOREAN, "cp949", "cp949", id="Korean that begins late"),
        pytest.param(KOREAN * 3000, "cp949", "cp949", id="Korean longer than the sample"),
        pytest.param(KOREAN, "utf-16-le", "utf-16-le", id="UTF-16 without a mark"),
        pytest.param(KOREAN, "utf-16-be", "utf-16-be", id="UTF-16 big endian without a mark"),
        pytest.param("\ufeff" + KOREAN, "utf-16-le", "utf-16-le", id="UTF-16 with a mark"),
        pytest.param("\ufeff" + KOREAN, "utf-16-be", "utf-16-be", id="UTF-16 big endian with a mark"),
        pytest.param("# Title\n\nplain text\n", "utf-16-le", "utf-16-le", id="UTF-16 that is valid UTF-8 with NULs"),
        pytest.param("\ufeff" + KOREAN, "utf-32-le", "utf-32-le", id="UTF-32 with a mark"),
        pytest.param(KOREAN, "utf-32-be", "utf-32-be", id="UTF-32 without a mark"),
        pytest.param(FRENCH, "cp1252", "cp1252", id="French"),
        pytest.param(GERMAN, "cp1252", "cp1252", id="German"),
        pytest.param("say “hello” — it’s\n", "cp1252", "cp1252", id="English with curly quotes"),
        pytest.param(POLISH, "cp1250", "cp1250", id="Polish"),
        pytest.param(RUSSIAN, "cp1251", "cp1251", id="Russian"),
        pytest.param(JAPANESE, "cp932", "cp932", id="Japanese"),
    ],
)
def test_a_document_in_one_encoding(text: str, codec: str, name: str) -> None:
    found = detect(text.encode(codec))
    assert found is not None
    assert (found.name, found.text, found.round_trips) == (name, text.removeprefix("\ufeff"), True)
    assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"plain\n", id="ASCII"),
        pytest.param(KOREAN.encode(), id="UTF-8"),
        pytest.param(KOREAN.encode() + b"\xff\n", id="UTF-8 and a stray byte"),
        pytest.param(KOREAN.encode()[:-20], id="UTF-8 cut off"),
        pytest.param(KOREAN.encode() * 2 + KOREAN.encode("cp949"), id="a paragraph of CP949 pasted into UTF-8"),
        pytest.param(KOREAN.encode("cp949") * 9 + KOREAN.encode(), id="a paragraph of UTF-8 pasted into CP949"),
        pytest.param(KOREAN.encode("cp949") * 9000 + KOREAN.encode(), id="the same, beyond the sample"),
        pytest.param(b"ascii\n" * 40_000 + "끝 문장\n".encode() + b"\xff\n", id="damage beyond the sample"),
        pytest.param(FRENCH.encode() + "é\n".encode("cp1252"), id="a Latin-1 letter in French UTF-8"),
        pytest.param(bytes(range(256)) * 8, id="binary"),
    ],
)
def test_what_has_no_one_encoding(raw: bytes) -> None:
    assert detect(raw) is None


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", None),
        (b"plain text\n", None),
        ("한글 text\n".encode(), None),
        (b"a\x00b", None),
        (b"one NUL \x00 in a long line of ordinary text\n", None),
        ("plain\n".encode("utf-16-le"), "utf-16-le"),
        ("plain\n".encode("utf-16-be"), "utf-16-be"),
        ("plain\n".encode("utf-16-le") + b"\x00", None),
        (b"\xff\xfea\x00", "utf-16-le"),
        ("a b\n".encode("utf-32-le"), None),
    ],
)
def test_looks_utf16(raw: bytes, found: str | None) -> None:
    assert looks_utf16(raw) == found


def test_the_first_undecodable_bytes() -> None:
    assert decodes(b"")
    assert decodes("가".encode())
    assert not decodes(b"\xff")
    assert first_undecodable("가".encode()) == (3, 3)
    assert first_undecodable("가나".encode() + b"\xff!") == (6, 7)
    assert first_undecodable(b"a" + "가".encode()[:2]) == (1, 3)
    assert first_undecodable(b"\xed\xa0\x80") == (0, 1)  # a surrogate


def test_mixed_names_the_lines_and_the_codec_only_where_that_is_certain() -> None:
    sound, pasted, stray = "첫 문장\n".encode(), "둘째 문장".encode("cp949"), b"caf \xff"
    raw = sound + pasted + b"\r\n" + sound + stray
    first, second = len(sound), len(sound) * 2 + len(pasted) + 2
    assert mixed(raw) == ((first, first + len(pasted), "cp949"), (second, second + len(stray), ""))
    assert mixed(sound) == mixed(b"") == ()


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        pytest.param(
            "안내: ".encode() + "한글 문서".encode("cp949") + " 참고".encode(), ("한글 문서",), id="two words"
        ),
        pytest.param("제목 ".encode() + "각 째".encode("cp949"), ("각 째",), id="a word that is UTF-8 by accident"),
        pytest.param(b"it\x92s \x93caf\xe9\x94", ("it’s “café”",), id="marks and letters of Windows-1252"),
        pytest.param(b"20 \xb0C \x96 25 \xb0C", ("20 °C – 25 °C",), id="signs of Windows-1252"),
        pytest.param("가나 ".encode() + b"\xea", (), id="a piece of a character"),
        pytest.param(b"\xc7\xd1 abc", (), id="one syllable, or two letters"),
        pytest.param(b"x \xe9 y", (), id="a letter alone"),
        pytest.param(b"ab\x81", (), id="what no code page has"),
        pytest.param("가 ".encode() + "나".encode("cp949"), (), id="one syllable of CP949"),
    ],
)
def test_parts_of_a_line(line: bytes, parts: tuple[str, ...]) -> None:
    raw = "첫 문장\n".encode() + line + b"\r\n"
    found = mixed(raw)
    assert tuple(raw[start:end].decode(codec) for start, end, codec in found if codec) == parts
    if not parts:
        assert found == ((len("첫 문장\n".encode()), len(raw) - 2, ""),)


def test_a_korean_document_in_utf16_has_few_ascii_characters() -> None:
    text = "모델은 대체로 다음 토큰을 예측하고, 저자는 그 과정을 대강 저장해 둡니다.\n" * 40
    assert looks_utf16(text.encode("utf-16-le")) == "utf-16-le"
    assert looks_utf16(text.encode("utf-16-be")) == "utf-16-be"


def test_charset_normalizer_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    detect(RUSSIAN.encode("cp1251"))
    assert not caplog.records


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, llmdoc_lint.encoding.charset as c, llmdoc_lint.encoding.mojibake as m\n"
        "c.detect('강의\\n'.encode('cp949')); m.passages('ì°¸ê³\xb5')\n"
        "print(sorted({'charset_normalizer', 'logging', 'regex', 'pathlib'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_large_document_is_sampled() -> None:
    raw = KOREAN.encode("cp949") * 100_000
    start = time.process_time()
    assert detect(raw) is not None
    assert time.process_time() - start < 5  # 6 MB take 0.2 s
