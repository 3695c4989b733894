from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import inside, prose
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.language.hangul import CLOSED, LIQUID, OPEN, agreeing, final, particle, sound_before, syllables
from llmdoc_lint.links import links
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.translation._morphology import Change, are_particles, available
from llmdoc_rules.translation._quoted import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 40  # code points of a word that are looked at
_AROUND = 200  # of a sentence, to each side of a particle

_MARKS = r"\"'”’」』》〉*_~)\]）"
# What may stand before a particle that is wrong there, most of what is right left out: few places of a sound text
# are looked at. The class of open syllables is there once: compiling it takes a quarter of a millisecond.
_READ_OPEN = "A-KO-QS-Z2459%℃°"  # letters, figures and signs that end in a vowel when they are read
_NO_SOUND = r"\sa-z.,:;…·|/(\[{<=+#&!?-"
_BEFORE_RO = "경통항선판근"  # 경로, 통로, 항로 ... and their compounds
_TAIL = r"(?:는|도|만|의|부터|부터의|부터는|서|서의|서는|서도|써|써는)"
_BEHIND = r"(?![가-힣A-Za-z0-9])"
_SUSPECT = pattern(
    rf"[을를은는이가과와로](?:(?<=([{syllables(0)}{_READ_OPEN}]).))?+(?(1)(?<=[을은이과])"
    rf"|(?:(?<=[{_MARKS}][을은이과])|(?<=[^{_NO_SOUND}][를는가와로])(?<!\s[{_BEFORE_RO}]로)))"
    rf"(?:(?<=[과와로]){_TAIL})?{_BEHIND}"
)
_EURO = pattern(rf"(?<=[가-힣{_READ_OPEN}LR178{_MARKS}]으)로{_TAIL}?{_BEHIND}")
# Behind a link. Not 이: `[글](url)이 값` is "this value" without its blank, and no other slip was found there.
_LINKED = pattern(rf"[*_~]{{0,3}}(으로|[을를은는가과와로])(?:(?<=[과와로]){_TAIL})?{_BEHIND}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# No noun ends in these finals: ㄵ ㄶ ㅀ ㅆ. Verbs do: 앉는, 않는, 잃는, 있는.
_VERB_FINALS = frozenset((5, 6, 15, 20))
# Nouns of one syllable that make no other word with the particle behind them.
_SHORT = {
    **dict.fromkeys(
        ("를", "와", "으로", "로", "을"), frozenset("것곳점값식쪽책글말일층양힘답문법밖안앞옆셋넷둘건수때예뒤위표키")
    ),
    "는": frozenset("것곳점값쪽책힘층양창"),
    "가": frozenset("것곳점값쪽책힘"),
    "은": frozenset("때뒤위표키"),
}
_PARTICLES_ALONE = frozenset(("을", "은", "는", "들"))  # `을를` names the particle; `들` is a suffix
_FIGURE = pattern(r"(?:[0-9][백천만억조]{0,2}|(?<![가-힣])[한두세네몇열]) ?\Z")
_COUNTERS = frozenset("개번명장점권대초분일월년배회건줄통주원층쪽도")  # behind a figure
# Words that end in what looks like a particle, by the two syllables before it.
_WORDS = {
    "로": _words(  # 길 (등산로)
        "등산 산책 진입 탈출 통행 순환 용광 퇴각 소각 운반 보급 공급 수송 접근 산업 간선 지선 전용 반응 융합 유통"
        " 침투 세종 강남 운송 수관 배관 주행 작전 송전 배선 관광 냉각"
    ),
    "가": _words(  # 사람 (전문가), 값 (시장가), 거리 (상점가), 곁 (연못가), 또는 낱말의 일부 (누군가)
        "전문 건축 예술 음악 사업 분석 전략 기업 번역 작곡 작사 소설 역사 평론 비평 수집 탐험 철학 활동 혁명 발명"
        " 조각 문학 자본 투자 애호 운동 연출 안무 미식 독설 웅변 낭만 이론 논평 실업 실천 몽상 공상 야심 정력 노력"
        " 저술 문필 수필 교육 행정 종교 사상 법률 군사 외교 경제 모험 등산 정복 무용 성악 미술 서예 만화 극작"
        " 독서 대식 소식 다독 호사 명문 재력 권력 사진 촬영 명상 창업 협상 강연 연설 전술 개혁"
        " 달변 제품 상품 판매 구매 할인 최저 최고 최종 상한 하한 시장 거래 도매 소매 매입 매도 공급 낙찰 입찰 기준"
        " 목표 감정 공시 분양 권장 경매 제시 희망 체결 상점 번화 주택 대학 식당 유흥 금융 증권 빌딩 우물 연못"
        " 무덤 시냇 바닷 호숫 무언 누군 어딘 언젠"
    ),
    "과": _words(  # 부서, 학과, 진료과, 동식물의 무리
        "국어 영어 수의 사회 피부 소아 고양이 장미 국화 소나무 간호 총무 인사 세무 재무 회계 홍보 관리 수사 감사"
        " 조사 검사 정보 언어 기계 자동차 전자 컴퓨터 미디어 교무 영화 무역 비뇨 가정 치료"
    ),
    "는": _words("손잡 바람막 길잡 미닫 여닫"),
    "이": _words(  # 아래에도 이 값; 리뷰이 (reviewee)
        "가까 에도 에서도 으로도 에게도 한테도 까지도 조차도 마저도 적어도 리뷰 인터뷰"
    ),
}
# 과 counts lessons: `## 2과: 씨앗`, `제3과`, `[4과](...)`, `1과를 마치고`.
_LESSON = pattern(
    r"(?:^[ \t]*[#>*|+-]+[ \t]*\[?|[\[제]|제 )\d{1,2}과(?![가-힣])|(?<![\d.,-])\d{1,2}과(?:[:.)\]]|를(?![가-힣]))",
    re.MULTILINE,
)
# Syllables that stand before 는 in verbs, of those with ㄱ ㄴ ㄹ ㅁ ㅂ ㅅ ㅇ: none has ㄹ or ㅇ (만드는), two have ㄴ.
# 는, 은 and 던 are among them, since 있는는 is another slip than a wrong particle.
_BEFORE_NEUN = frozenset(
    "먹막녹썩죽익찍박식적속묵삭벅안신인난만감남담넘참품뿜숨심삼듬금잡접집줍굽눕돕뽑씹업입꼽뵙쭙깁벗빗씻솟웃짓잇붓긋젓낫앗"
    "잣뺏못는은던"
)
_NEUN_FINALS = frozenset((1, 4, 8, 16, 17, 19, 21))
# Syllables that no word has before its own 이 (사이, 오버레이, 하와이), and many nouns end in.
_BEFORE_I = "터크스츠트드수기리지어과화계체표도주"
_BEFORE_EUL = "마가노고나지모이부그저자화"  # 마을 가을 노을 고을 나을 지을 모을 이을 부을 그을 저을 자을; 염화은

# Nouns of lectures and articles, for documents too short to show which words are nouns.
_NOUNS = _words(
    "모델 토큰 학습 훈련 문장 질문 답변 응답 과정 방법 성능 결론 작업 사람 시간 공간 시스템 프로그램 알고리즘"
    " 데이터셋 확률 통계 손실 신경망 인공지능 입력 출력 행렬 정답 목록 내용 개념 부분 영상 설명 그림 단락 문단"
    " 논문 인터넷 환각 능력 지식 기억 생각 관점 수준 보상 비용 효율 품질 문맥 맥락 버전 설정 환경 기능 속성 객체"
    " 배열 문자열 인간 라벨 어텐션 임베딩 파인튜닝 인코딩 디코딩 애플리케이션 컴포넌트 옵션 버튼 화면 패턴 도메인"
    " 챗봇 로봇 시점 순간 사실 의견 역할 목적 대상 특징 장점 단점 원인 현상 모습 학생 연구원 선생님 결과물 영역"
    " 관심 상황 의문 도움 노력 차원 요청 반응 검색 추론 생성 평균 문법 데이터 파라미터 매개변수 컴퓨터 토크나이저"
    " 트랜스포머 이미지 메시지 페이지 코드 함수 변수 단어 언어 문제 결과 정보 의미 예제 구조 단계 시도 속도 온도"
    " 분포 메모리 라이브러리 카테고리 쿼리 디렉터리 점수 개수 횟수 그래프 서버 프레임워크 네트워크 벤치마크"
    " 프롬프트 인터페이스 데이터베이스 클래스 프로세스 소스 리소스 서비스 텍스트 테스트 리스트 에이전트 어시스턴트"
    " 프로젝트 이벤트 업데이트 사이트 하드웨어 소프트웨어 규모 크기 사례 분야 세계 기계 인류 연구자 사용자 개발자"
    " 저자 최적화 도구 연구 요구 강의 회의 정의 논의 효과 대화 변화 평가 원리 논리 처리 종류 오류 분류 시퀀스"
    " 인덱스 순서 문서 역사 회사 미래 숫자 글자 문자 전체 자체 상태 세대 시대 기대 확대 강화 보고서"
)
# What shows a noun, by the particle that is in question. Behind 는 stands what no verb has: 되찾는, 되찾을, 되찾은.
_NO_VERB = ("이 ", "이라", "입니다", "의", "에서", "과", "으로", "에게", "까지", "부터", "에 ")
_EVIDENCE = {
    "는": _NO_VERB,
    "가": (*_NO_VERB, "을 ", "은 "),
    **dict.fromkeys(
        ("은", "이", "과", "을"), ("가 ", "는 ", "를 ", "의", "와 ", "도 ", "로 ", "에서", "에게", "까지", "부터")
    ),
}


class _Suspect(NamedTuple):
    """A particle that may not agree with what stands before it."""

    word: int  # where that begins
    read: int  # where it ends: before a link's target
    start: int  # of the particle
    end: int
    right: str  # the form that would agree


@rule(
    "particle-agreement",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
    kinds=("index", "chapter", "article"),
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A particle does not agree with the sound before it.

    을/를, 이/가, 은/는, 과/와 and 으로/로 follow the final sound of the word before them. The wrong one is the trace of
    a term that was replaced by another without its particle, and a Korean reader stumbles over it.

    Bad:

        토큰를 데이터으로 만든 뒤, LLM는 50%을 버립니다.

    Good:

        토큰을 데이터로 만든 뒤, LLM은 50%를 버립니다.

    Acronyms are read by their letters' names, figures and signs as they are read aloud; words in lower-case Latin
    letters, whose pronunciation nobody knows, are left alone, and so is what people read in two ways (`GPT-3`,
    `LLM(대규모 언어 모델)`). Many endings of verbs look like particles (`있는`, `전문가`, `가까이`): where the form
    alone does not decide, only words that the document itself uses as nouns are judged. With the extra `ko`
    (`pip install 'llmdoc-lint[ko]'`) a morphological analyser judges the others, too. Behind a link, what its text
    ends in counts. Code, addresses and text in double quotation marks are left alone.

    The fix puts the other form of the particle: safe, because both forms mean the same.
    """
    if doc.settings.language.target.lower().partition("-")[0] != "ko":
        return
    text = prose(doc)
    unsure: list[_Suspect] = []
    found: list[_Suspect] = []
    known: dict[str, bool] = {}
    for at in _suspects(text):
        suspect, sure = _judge(text, at, known)
        if suspect is not None:
            (found if sure else unsure).append(suspect)
    if unsure and available():
        found += _by_morphology(text, unsure)
    found += _behind_links(doc, text, known)
    found.sort()
    line = (0, 0)
    quotes: tuple[tuple[int, int], ...] = ()
    for one in found:
        if not line[0] <= one.start < line[1]:
            line = doc.line_span(one.start)
            quotes = quotations(text, *line)
        if inside(quotes, one.start, one.end) or _mentioned(text, one):
            continue
        if one.word > 0 and doc.text[one.word - 1] != text[one.word - 1]:
            continue  # the end of a URL, or of a word that begins with code
        yield _finding(doc, text, one)


def _suspects(text: str) -> Iterator[int]:
    """Where particles stand that may be wrong."""
    for match in _SUSPECT.finditer(text):
        yield match.start()
    # Behind a vowel or ㄹ, 으로 is 로. Few words are looked at: it stands behind other sounds as a rule.
    at = text.find("으로", 1)
    while at > 0:
        before = text[at - 1]
        if (final(before) in (0, 8) if "가" <= before <= "힣" else not before.isspace()) and _EURO.match(text, at + 1):
            yield at + 1
        at = text.find("으로", at + 2)


def _judge(text: str, at: int, known: dict[str, bool]) -> tuple[_Suspect | None, bool]:
    """What is wrong with the particle at `at`, None for nothing; and whether that is sure."""
    start, end = at, at + 1
    if text[start] == "로" and text[start - 1] == "으":
        start -= 1
    form = text[start:end]
    if text.startswith(("(", "/"), end) and particle(text[end + 1 : end + 2]) is not None:
        return None, False  # 을(를), 을/를
    if not "가" <= text[start - 1] <= "힣":
        right = agreeing(form, sound_before(text, start))
        if not right or right == form or _may_be_verb(text, start, form, known) or _is_other(text, start, form, known):
            return None, False
        return _Suspect(_word_start(text, start), start, start, end, right), True
    right = agreeing(form, sound_before(text, start))
    if right == form or _no_noun(text[start - 1]):
        return None, False
    word = _hangul_start(text, start)
    if _is_word(text[word:start], form):
        return None, False
    return _Suspect(word, start, start, end, right), _is_noun(text, word, start, form, known)


def _behind_links(doc: Document, text: str, known: dict[str, bool]) -> Iterator[_Suspect]:
    """Particles directly behind a link that do not agree with what its text ends in.

    Not behind a figure: titles end in one (`[Vue 2024](...)는`) that nobody reads; nor behind a clause that lost its
    noun (`[쓰고 있는](...)는`).
    """
    for link in links(doc):
        match = None if link.image else _LINKED.match(text, link.end)
        if match is None or text[link.text_end - 1].isdigit() or text[link.text_end - 1] in "는은던":
            continue
        if _is_word(text[max(link.text_start, link.text_end - 3) : link.text_end], match[1]):
            continue
        right = agreeing(match[1], sound_before(text, link.text_end))
        if right and right != match[1] and not _may_be_verb(text, link.text_end, match[1], known):
            yield _Suspect(_word_start(text, link.text_end), link.text_end, *match.span(1), right)


def _word_start(text: str, end: int) -> int:
    """Where the word that ends at `end` begins."""
    return max(text.rfind(blank, 0, end) for blank in " \n") + 1


def _is_other(text: str, at: int, form: str, known: dict[str, bool]) -> bool:
    """Whether what looks like a particle behind a figure or a bracket is another word.

    In `(아래와 같이)이 값` it is "this" without its blank: of a gloss in Latin letters (`함수(function)이`) it would be
    the particle. Behind figures 과 counts lessons, where the document has any.
    """
    if form == "이":
        return text[at - 1] in ")）" and not text[at - 2].isascii()
    if form != "과" or not text[at - 1].isdigit():
        return False
    if "lessons" not in known:
        known["lessons"] = _LESSON.search(text) is not None
    return known["lessons"]


def _may_be_verb(text: str, at: int, form: str, known: dict[str, bool]) -> bool:
    """Whether a verb's stem may stand in the marks or in the link that end at `at`: **있**는, [찾](...)는."""
    while at > 0 and text[at - 1] in "\"'”’」』》〉*_~)]）":
        at -= 1
    if _no_noun(text[at - 1 : at]):
        return True
    if form != "는" or not "가" <= text[at - 1 : at] <= "힣":
        return False
    return not _is_noun(text, _hangul_start(text, at), at, form, known)


def _hangul_start(text: str, end: int) -> int:
    """Where the run of Hangul that ends at `end` begins, as far as it is looked at."""
    start = end - 1
    while start > 0 and end - start < _LONGEST and "가" <= text[start - 1] <= "힣":
        start -= 1
    return start


def _no_noun(syllable: str) -> bool:
    """Whether no noun ends in this syllable, and verbs do."""
    return "가" <= syllable <= "힣" and (final(syllable) in _VERB_FINALS or syllable in "없많")


def _is_word(stem: str, form: str) -> bool:
    """Whether the stem and what looks like a particle are one word: 전문가, 경로, (10)초과."""
    words = _WORDS.get(form, ())
    return (
        stem[-2:] in words
        or stem[-3:] in words
        or (form == "로" and stem in _BEFORE_RO)
        or (stem, form) == ("초", "과")
    )


def _is_noun(text: str, word: int, start: int, form: str, known: dict[str, bool]) -> bool:
    """Whether `text[word:start]` before a particle's wrong form is certainly a noun, and the form a particle."""
    stem = text[word:start]
    if len(stem) == 1:
        if stem in _SHORT.get(form, ()):
            return True
        if stem in _COUNTERS and _FIGURE.search(text, max(0, word - 5), word):  # 2개, 10만 건, 두 대
            return True
    if form in ("를", "와") and stem not in _PARTICLES_ALONE:
        return True  # nothing else has these forms behind these sounds
    if form == "으로" and len(stem) > 1:
        return True
    if form == "는" and final(stem[-1]) in _NEUN_FINALS and stem[-1] not in _BEFORE_NEUN:
        return True
    if len(stem) == 1:
        return False
    if form == "로":
        return stem[-1] not in _BEFORE_RO
    if stem[-1] == "들" or (form == "이" and stem[-1] in _BEFORE_I):
        return True
    if form in "을은" and stem[-1] not in _BEFORE_EUL and (form == "을" or len(stem) > 2):
        return True  # 김하은 is a name
    key = f"{stem} {form}"
    if key not in known:
        listed = not _NOUNS.isdisjoint((stem, stem[-2:], stem[-3:], stem[-4:]))
        known[key] = listed or _is_used(text, stem, _EVIDENCE[form])
    return known[key]


def _is_used(text: str, stem: str, tails: tuple[str, ...]) -> bool:
    """Whether the stem stands before one of `tails` anywhere."""
    at = text.find(stem)
    while at >= 0 and not text.startswith(tails, at + len(stem)):
        at = text.find(stem, at + 1)
    return at >= 0


def _by_morphology(text: str, suspects: list[_Suspect]) -> list[_Suspect]:
    """Those of `suspects` that the morphological analyser takes for particles."""
    changes = []
    for one in suspects:
        low, high = _sentence(text, one.start, one.end)
        changes.append(Change(text[low:high], one.start - low, one.end - low, one.right))
    return [one for one, sure in zip(suspects, are_particles(changes), strict=True) if sure]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place, at most 200 code points to each side, cut between words."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = max(text.rfind(mark, low, start) for mark in (". ", "? ", "! ", "\n"))
    if before >= 0:
        low = before + 1
    elif low:
        low = text.find(" ", low, start) + 1 or low
    ends = [at for mark in (". ", "? ", "! ", "\n") if (at := text.find(mark, end, high)) >= 0]
    if ends:
        high = min(ends)
        high += text[high] != "\n"
    elif high < len(text):
        high = max(text.rfind(" ", end, high), end)
    while low < start and text[low] == " ":
        low += 1
    return low, high


def _mentioned(text: str, one: _Suspect) -> bool:
    """Whether the word is set off in quotes, particle and all: it is talked about."""
    return one.word > 0 and text[one.word - 1] in "'‘" and text[one.end : one.end + 1] in ("'", "’")


_TOLD = {
    OPEN: "a vowel",
    LIQUID: "ㄹ",
    OPEN | LIQUID: "a vowel or ㄹ",
    CLOSED: "a consonant",
    CLOSED | LIQUID: "a consonant",
}


def _finding(doc: Document, text: str, one: _Suspect) -> Finding:
    form = text[one.start : one.end]
    word = text[max(0, one.read - _LONGEST) : one.read].split()[-1].strip("\"'“”‘’「」『』*_~[")
    told = _TOLD[sound_before(text, one.read)]
    span = doc.span(one.start, one.end)
    return Finding(
        span,
        f"`{word}{form}`: what ends in {told} takes `{one.right}`, not `{form}`",
        Fix(f"Replace `{form}` by `{one.right}`", (Edit(span, one.right),), Applicability.SAFE),
        data={"expected": one.right},
    )
