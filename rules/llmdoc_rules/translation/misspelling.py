from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, prose
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, Options, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("index", "chapter", "article")
NEAR = 120  # code points: how far around a form a word about spelling tells that it is an example

# Closed lists, from the Standard Korean Language Dictionary and the orthography (Hangeul Matchumbeop): forms that are
# no word and no part of one. What is left out on purpose: 금새 with a particle (it is a noun, "price"), 최대값 and
# 설레임 (common in the trade, a brand), 바램, 메꾸다 (accepted), loanwords but 데이타, spacing, and every form that is
# right in some word (함으로서: 군함으로서; 댓가: 댓가지; 역활: 구역활동; 몇일까).

_ANYWHERE = (
    # 되 and 돼
    "됬:됐, 됀:된, 됄:될, 됌:됨, 됍:됩, 돼는:되는, 돼고:되고, 돼면:되면, 돼며:되며, 돼거나:되거나, 돼도록:되도록, "
    "돼므로:되므로, 돼었:되었, 돼려면:되려면, 돼려고:되려고, 되여서:되어서, 되여야:되어야, 되여 있:되어 있, "
    "것이였:것이었, 때문이였:때문이었, 아니였:아니었, 아니예요:아니에요, "
    # finals
    "괜찬:괜찮, 끈임없:끊임없, 깨닳:깨달, 밣:밟, 부딛:부딪, 얽메:얽매, 덮힌:덮인, 덮혀:덮여, 덮혔:덮였, 낫설:낯설, "
    "낮설:낯설, 뒷바침:뒷받침, 맞닥들:맞닥뜨, 맞딱뜨:맞닥뜨, 무릎쓰:무릅쓰, 무릎쓴:무릅쓴, 무릎쓸:무릅쓸, 폭팔:폭발, "
    "뇌졸증:뇌졸중, 꺽이:꺾이, 꺽인:꺾인, 꺽였:꺾였, 꺽은:꺾은, 꺽어:꺾어, 꺽입:꺾입, 꺽일:꺾일, 꺽임:꺾임, "
    "깍이:깎이, 깍인:깎인, 깍일:깎일, 깍입:깎입, 깍아:깎아, 깍는:깎는, 깍은:깎은, 깍였:깎였, 저녘:저녁, 넓직:널찍, "
    "넓찍:널찍, 얇팍:얄팍, "
    # 사이시옷
    "촛점:초점, 갯수:개수, 헛점:허점, 잇점:이점, 소숫점:소수점, 뒷처리:뒤처리, 뒷통수:뒤통수, 뒷편:뒤편, 뒷쪽:뒤쪽, "
    "윗쪽:위쪽, 윗층:위층, 아랫쪽:아래쪽, 아랫층:아래층, 머릿말:머리말, 인삿말:인사말, 꼬릿말:꼬리말, "
    # -이 and -히
    "일일히:일일이, 곰곰히:곰곰이, 깨끗히:깨끗이, 틈틈히:틈틈이, 겹겹히:겹겹이, 낱낱히:낱낱이, 샅샅히:샅샅이, "
    "뚜렷히:뚜렷이, 버젓히:버젓이, 느긋히:느긋이, 오롯히:오롯이, 따뜻히:따뜻이, 없히:없이, 가까히:가까이, "
    "촘촘이:촘촘히, "
    # verbs
    "바꼈:바뀌었, 사겼:사귀었, 바뀌여:바뀌어, 치뤘:치렀, 치뤄:치러, 잠궈:잠가, 잠궜:잠갔, 담궈:담가, 담궜:담갔, "
    "알맞는:알맞은, 걸맞는:걸맞은, 모자른:모자란, 줄어듬:줄어듦, 움추리:움츠리, 움추러:움츠러, 서슴치:서슴지, "
    "내노라하:내로라하, 헷깔:헷갈, 햇깔:헷갈, 헤깔리:헷갈리, 짜집기:짜깁기, 널부러:널브러, 단촐한:단출한, "
    "단촐하:단출하, 슴니다:습니다, 합읍니다:합니다, 함니다:합니다, 됨니다:됩니다, 임니다:입니다, "
    "아님니다:아닙니다, "
    # words
    "왠만:웬만, 오랫만:오랜만, 오랜동안:오랫동안, 어떻해야:어떻게 해야, 어떻해:어떡해, 어떻하:어떡하, 어떡게:어떻게, "
    "어떻케:어떻게, 이렇케:이렇게, 그렇케:그렇게, 그렇치:그렇지, 폐쇠:폐쇄, 계시판:게시판, 휴계실:휴게실, "
    "어짜피:어차피, 어쨋든:어쨌든, 아뭏든:아무튼, 쉽상:십상, 절대절명:절체절명, 풍지박산:풍비박산, "
    "일사분란:일사불란, 환골탈퇴:환골탈태, 홀홀단신:혈혈단신, 희노애락:희로애락, 해꼬지:해코지, 돌맹이:돌멩이, "
    "설겆이:설거지, 낭떨어지:낭떠러지, 눈꼽:눈곱, 곱배기:곱빼기, 꼭둑각시:꼭두각시, 핑게:핑계, 어줍잖:어쭙잖, "
    "송두리채:송두리째, 요컨데:요컨대, 예컨데:예컨대, 단언컨데:단언컨대, 바라건데:바라건대, 생각컨데:생각건대, "
    "생각컨대:생각건대, 빈털털이:빈털터리"
)

# Behind a letter that is not Hangul, a blank or punctuation only: 황금새, 구역활동, 과거에요, 전통채권.
_AT_START = (
    "왠일:웬일, 왠걸:웬걸, 더우기:더욱이, 일찌기:일찍이, 많히:많이, 통채로:통째로, 통털어:통틀어, "
    "않된:안 된, 않됩:안 됩, 않돼:안 돼, 않될:안 될, 않되는:안 되는, 않되고:안 되고, 않되면:안 되면, 않하:안 하, "
    "않한:안 한, 않할:안 할, 않합:안 합, 않해:안 해, 않했:안 했, 거에요:거예요, 어의없:어이없, "
    "꺼꾸로:거꾸로, 옛부터:예부터, 으례:으레, 승락:승낙, 닥달:닦달, 충분이:충분히, 염두해 두:염두에 두, "
    "염두해두:염두에 두, 염두해야:염두에 둬야"
)

# Whole words: what may follow is said with each.
_PARTICLES = "이|가|을|를|은|는|의|에|도|로|만|과|와|까지|에서|에게|처럼|보다|부터"
_SPECIAL = (
    # `되요` (not 되요약, should anybody write it), `되서`, `되야`
    (r"되요(?![가-힣])", "돼요"),
    (r"되서(?=[는도요]?(?![가-힣]))", "돼서"),
    (r"되야(?=만? |겠|지(?![가-힣])|할|하|한|합|만(?![가-힣]))", "돼야"),
    (r"되여(?=[ ,])", "되어"),
    (r"뵈요(?![가-힣])", "봬요"),
    (r"(?<![가-힣])어떡해(?= (?:하면|해야|될까|되나|되는))", "어떻게"),
    (r"(?<![가-힣])왠(?= [가-힣])", "웬"),
    (r"(?<![가-힣])웬지(?=[는도]?(?![가-힣]))", "왠지"),
    (r"희안(?=한(?!테)|하|해|할)", "희한"),  # 희안 is a name, too
    (r"(?<=만)듬(?!뿍|직|성)|(?<=힘)듬(?!뿍|직|성)", "듦"),
    (r"햇갈(?=[리려렸릴립림])", "헷갈"),
    (r"귀찬(?=[은아지고게다네])", "귀찮"),
    # a stretch of days; not "x는 몇일까요?", "몇일 때"
    (r"(?<![가-힣])몇 ?일(?=(?:간|째|씩|밖에|이나|만에|을|에|은|동안)(?![가-힣])"
     r"| (?:동안|전|후|뒤|만에|사이|안에|내에|내로|걸|지나|이내|정도|씩|더 )"
     r"|(?<=월 몇일)|(?<=월 몇 일))", "며칠"),
    (r"(?<![가-힣])금새(?= [가-힣])", "금세"),
    (rf"(?<![가-힣])역활(?=(?:{_PARTICLES}|극|놀이|분담|입니다|이다|이며|이고|인|일|뿐)?(?![가-힣]))", "역할"),
    (r"(?<![가-힣])댓가(?=(?:로|를|는|가|도|만|의|성|없이|이다|입니다|인|와|에|라도|보다|까지|처럼)?(?![가-힣]))",
     "대가"),
    (r"(?<=[할갈올볼줄될])께(?= (?:없|있|아니|많|하나|뭐))", " 게"),
    (r"(?<=[할갈올볼줄될])께(?=요?(?![가-힣]))", "게"),
    (r"(?<=[드버다알올보려][릴낼줄]|[있없먹읽찾잡앉놓넣받믿닫씻웃]을)께(?=요?(?![가-힣]))", "게"),
    (r"(?<=[할될갈올볼줄])꺼에요", " 거예요"),
    (r"(?<=[할될갈올볼줄])꺼(?=예요|야|라|다|지|니까|면|같|[ .?!](?:같|야|있|없)?)", " 거"),
    (r"(?<=[할될올갈볼줄일])런지", "는지"),
    (r"(?<=[있없했됐었았겠]을)런지", "는지"),
    (r"할려(?=고|면|는|던)", "하려"),
    (r"(?<=할)거에요|(?<=[될갈올볼줄])거에요", "거예요"),
    (r"(?<=[있없했됐었았겠])슴(?![가-힣])", "음"),
    (r"(?<=같)애(?=요|서|(?![가-힣]))", "아"),
    # behind stems only: not "이미지 안은 비었다", "강아지 안고"
    (r"(?<=[하되르있없같좋많맞찾얻받높낮깊쉽렵읽잃놓넣]지 )안(?=[습는은고았아던기])", "않"),
    (r"(?<=[습입합됩])니디(?![가-힣])", "니다"),
    # not in a firm's name: 한국데이타, 데이타솔루션
    (rf"(?<![가-힣])데이타(?=(?:셋|베이스)?(?:{_PARTICLES}|들|입니다|이다|라는)?(?![가-힣]))", "데이터"),
)  # fmt: skip
_TO_REASON = pattern(r"([가-힣])므로써")  # 하므로써, 있으므로써 -> 함으로써, 있음으로써
_OLD_POLITE = pattern(r"(?<=([가-힣]))읍(?=니[다까])")  # 있읍니다, 갔읍니까
_EITHER = pattern(r"가르(?:키[는고며지게기면]|킨|킵|킬|켜|켰)")  # 가리키다 or 가르치다: the writer knows
_TAKES_NIDA = (0, 8, 17)  # finals behind which it is -ㅂ니다: none (모읍니다, of 모으다), ㄹ and ㅂ


# A document without any of these is spelt right, as far as this rule goes. Nearly every wrong form has two syllables
# that hardly ever stand side by side (_PAIRS), and one of the two hardly occurs (_PIVOTS, under 1 % of Korean text):
# one fast scan for these, and a look at their neighbours. A test holds the lists against them.
_PIVOTS = pattern(
    "[됬됀됄됌됍밣써갈갯건걸겆겹겼골곰곱괜궈궜귀금긋깍깔꺼꺽께꼈꼬꼭꼽뀌끈끗낫낭낮낱낼널넓녘노뇌닥닳댓덮"
    "돼될됨뒷듬딛딱떡떻뜻락란랜랫런렇렷례롯뤄뤘르른릎릴릿많맹몇뭏볼뵈삿샅송쇠숫쉽슴승않알애얽없였예옛올왠"
    "우움웬윗읍잇잖절젓짜쨋찌찍채촐촘촛컨켜켰킨킬킵털틈팍판폭풍핑함햇헛헷혔홀활휴희히]"
)
_NEIGHBOURS = (
    "각컨 갈꺼 갈께 같애 갯수 걸맞 겠슴 겹히 골탈 곰히 곱배 괜찬 귀찬 금새 긋히 까히 깍는 깍아 깍였 깍은 "
    "깍이 깍인 깍일 깍입 깨닳 꺼꾸 꺽어 꺽였 꺽은 꺽이 꺽인 꺽일 꺽임 꺽입 꼬릿 꼭둑 뀌여 끈임 끗히 낫설 낭떨 낮설 "
    "낱히 내노 낼께 널부 넓직 넓찍 뇌졸 눈꼽 니였 니예 닥달 단촐 담궈 담궜 대절 댓가 더우 덮혀 덮혔 덮힌 돌맹 돼거 "
    "돼고 돼는 돼도 돼려 돼며 돼면 돼므 돼었 됐슴 될꺼 될께 됨니 뒷바 뒷쪽 뒷처 뒷통 뒷편 떡게 떡해 떻케 떻하 떻해 "
    "뜻히 라건 랜동 랫만 랫쪽 랫층 런지 렇치 렇케 렷히 롯히 르켜 르켰 르키 르킨 르킬 르킵 릴께 릿말 만듬 많히 맞닥 "
    "맞딱 몇일 무릎 바꼈 볼꺼 볼께 뵈요 부딛 분란 사겼 샅히 서슴 설겆 소숫 송두 쉽상 슴니 승락 시판 아뭏 않돼 않되 "
    "않된 않될 않됩 않하 않한 않할 않합 않해 않했 알맞 았슴 애락 얇팍 어듬 어짜 어쨋 얽메 없슴 없히 었슴 "
    "역활 옛부 올꺼 올께 왠걸 왠만 왠일 움추 웬지 윗쪽 윗층 으례 을께 의없 이였 인삿 일찌 일히 잇점 있슴 "
    "자른 잠궈 잠궜 저녘 젓히 줄꺼 줄께 줍잖 짜집 촘이 촛점 치뤄 치뤘 컨데 털털 통채 통털 틈히 폐쇠 폭팔 풍지 "
    "핑게 할꺼 할께 함니 해꼬 햇갈 햇깔 했슴 헛점 헤깔 헷깔 홀홀 휴계 희안 힘듬"
)
_PAIRS = frozenset((*_NEIGHBOURS.split(), "왠 "))
# What is wrong beside anything, and longer forms: the form, and how far into it the pivot stands.
_ALONE = {char: (char, 0) for char in "됬됀됄됌됍밣"} | {"몇": ("몇 일", 0), "써": ("므로써", 2), "읍": ("읍니", 0)}
# What both syllables are common in.
_BECOMES = pattern("되[요서야여]")
_DENIES = pattern("지 안[습는은고았아던기]")
_COMMON = ("거에요", "할려", "충분이", "염두해", "임니다", "님니다", "니디", "데이타")


_ABOUT_SPELLING = pattern(
    r"맞춤법|철자|오타|표기|표준어|잘못 (?:쓴|쓰|적)|올바른 (?:말|표현)|띄어쓰기|[Tt]ypo|[Mm]isspell|[Ss]pelling"
)
_QUOTES = "\"'“”‘’「」『』《》〈〉`"


class Forms(Options):
    """What the closed lists may not touch."""

    allow: tuple[str, ...] = ()  # forms that are right here, as written: a name, a brand


def suspicious(text: str, start: int = 0) -> bool:
    """Whether `text` may hold a form of the lists, from `start` on."""
    for match in _PIVOTS.finditer(text, start):
        at = match.start()
        if text[at - 1 : at + 1] in _PAIRS or text[at : at + 2] in _PAIRS:
            return True
        if match[0] in _ALONE:
            form, back = _ALONE[match[0]]
            if text.startswith(form, at - back):
                return True
    return (
        _BECOMES.search(text, start) is not None
        or _DENIES.search(text, start) is not None
        or any(text.find(form, start) >= 0 for form in _COMMON)
    )


def listed(table: str) -> dict[str, str]:
    """The wrong forms of a table, each with the right one."""
    return dict(entry.split(":") for entry in table.split(", "))


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """The lists as patterns; built for a document that has a suspicious syllable, which takes some milliseconds."""
    found = []
    for table, before in ((_ANYWHERE, ""), (_AT_START, "(?<![가-힣])")):
        forms = listed(table)
        longest_first = sorted(forms, key=len, reverse=True)
        found.append((re.compile(f"{before}(?:{'|'.join(longest_first)})"), forms))
    return tuple(found)


def misspelt(text: str) -> list[tuple[int, int, str]]:
    """Start, end and the right form of every form in `text` that is always wrong, in order; "" where it has two."""
    found: list[tuple[int, int, str]] = []
    for compiled, forms in _lists():
        found.extend((match.start(), match.end(), forms[match[0]]) for match in compiled.finditer(text))
    for source, right in _SPECIAL:
        found.extend((match.start(), match.end(), right) for match in re.finditer(source, text))
    for match in _TO_REASON.finditer(text):
        if (ord(match[1]) - 0xAC00) % 28 == 0:  # ends in a vowel: takes ㅁ
            found.append((match.start(), match.end(), f"{chr(ord(match[1]) + 16)}으로써"))
    for match in _OLD_POLITE.finditer(text):
        if (ord(match[1]) - 0xAC00) % 28 not in _TAKES_NIDA:
            found.append((match.start(), match.end(), "습"))
    found.extend((match.start(), match.end(), "") for match in _EITHER.finditer(text))
    found.sort()
    kept: list[tuple[int, int, str]] = []
    for one in found:
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


@rule(
    "misspelling",
    Document,
    Forms,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
    kinds=KINDS,
)
def check(doc: Document, options: Forms) -> Iterator[Finding]:
    """A Korean word is spelt in a way that is wrong in every context.

    Readers judge the translation by such slips, and search does not find what is misspelt. The list is closed: it holds
    forms that are no word and no part of a word, so nothing is guessed. A form that is right somewhere is matched only
    where it cannot be (`몇일 동안`, not `x는 몇일까요`; `금새 끝났다`, not `황금새`). Spacing, loanwords and style are
    not its business, except `데이타`, which the orthography of loanwords names as 데이터.

    The polite ending is `-습니다` behind a consonant and `-ㅂ니다` behind a vowel (Standard Language, section 17): not
    `있읍니다`, `것임니다`, `됩니디`. What denies is `-지 않다`, short for -지 아니하다: not `다르지 안습니다`.

    Quoted forms, code, links, and lines that speak about spelling are left alone.

    Bad:

        몇일 동안 학습하면 됬다고 생각했는데, 모델의 역활이 달랐습니다.

    Good:

        며칠 동안 학습하면 됐다고 생각했는데, 모델의 역할이 달랐습니다.

    The fix writes the right form. It is safe: the word stays the same. There is none for `가르키다`, which may
    stand for 가리키다 (point at) or 가르치다 (teach).

    Option `allow`: forms that are right in this repository, such as a name; none by default.
    """
    start = body_start(doc)
    text = doc.text
    if text.isascii() or not suspicious(text, start):
        return
    masked = prose(doc)
    done = -1
    for low, high, right in misspelt(masked):
        word_start, word_end = _word(masked, low, high)
        word = masked[word_start:word_end]
        if low < done or _quoted(masked, word_start, word_end) or any(form in word for form in options.allow):
            continue
        line_start, line_end = doc.line_span(low)
        if _ABOUT_SPELLING.search(masked, max(line_start, low - NEAR), min(line_end, high + NEAR)):
            continue
        if not right:
            message = f'"{word}" is misspelt; expected a form of 가리키다 (point at) or of 가르치다 (teach)'
            yield Finding(doc.span(word_start, word_end), message)
            continue
        better = f"{masked[word_start:low]}{right}{masked[high:word_end]}"
        fix = Fix(f'Write "{better}"', (Edit(doc.span(low, high), right),), Applicability.SAFE)
        yield Finding(doc.span(word_start, word_end), f'"{word}" is misspelt; expected "{better}"', fix)


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The run of Hangul that `start` to `end` stands in, at most 20 syllables on either side."""
    low, high = start, end
    while low > 0 and start - low < 20 and "가" <= text[low - 1] <= "힣":
        low -= 1
    while high < len(text) and high - end < 20 and "가" <= text[high] <= "힣":
        high += 1
    return low, high


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the word alone is quoted: it is spoken about."""
    return text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES and start > 0
