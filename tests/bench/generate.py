"""Write the benchmark repository: courses of a made-up lecture series, English and Korean.

    python tests/bench/generate.py OUT [--courses 50] [--seed 1]

Every course is `docs/weekNN/<slug>/{eng,kr}/` with an index and 24 chapters on each side: about
2,500 documents and 28 MB for 50 courses. The same seed gives the same bytes.

The documents are sound, so that a linter has to look at everything and finds nothing: both sides
are made from the same sentence pairs, every figure and name of a summary occurs in its body,
particles agree, stamps lie on a 30 s grid inside their chapters, anchors resolve, and no ten
words in a row come twice in a document. What the sentences say is nonsense.
"""

from __future__ import annotations

import argparse
import os
import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAPTERS = 24
STEP = 30  # seconds between two stamps
SEGMENTS = (9, 16)  # stamps a chapter has, at least and at most
SEGMENT_BYTES = 435  # of English: what people say in 30 s, a little slowly
SHINGLE = 7  # words of Korean that may not come twice in a course
SHINGLE_EN = 8  # words of English that may not come twice in a chapter

# ------------------------------------------------------------------------------------ Korean

PARTICLES = {"은": "은는", "이": "이가", "을": "을를", "과": "과와", "으로": ("으로", "로")}


class Ko(str):
    """Korean text whose format specification is a particle that agrees with it: `f"{word:을}"`.

    `sound` is what the particle agrees with where that is not the end of the text: the word
    before a gloss in parentheses.
    """

    sound: str

    def __new__(cls, text: str, sound: str = "") -> Ko:
        self = super().__new__(cls, text)
        self.sound = sound or text
        return self

    def __format__(self, particle: str) -> str:
        if not particle:
            return str(self)
        final = (ord(self.sound[-1]) - 0xAC00) % 28
        closed = final != 0 and not (particle == "으로" and final == 8)  # 8 is ㄹ
        return self + PARTICLES[particle][0 if closed else 1]


def conjugate(stem: str, ending: str) -> str:
    """Join a verb stem (none of the irregular classes ㅂ, ㅅ, ㄷ) and an ending."""
    final = (ord(stem[-1]) - 0xAC00) % 28
    if ending == "ㅂ니다":
        if final in (0, 8):
            return stem[:-1] + chr(ord(stem[-1]) - final + 17) + "니다"
        return stem + "습니다"
    if ending == "면":
        return stem + ("면" if final in (0, 8) else "으면")
    return stem + ending


# ------------------------------------------------------------------------------- word pools


class Pair(NamedTuple):
    """The same thing in both languages."""

    en: str
    ko: str


def pairs(text: str) -> tuple[Pair, ...]:
    """Read lines of `English | Korean`, or several such pairs on a line between semicolons."""
    entries = (item for line in text.strip().split("\n") for item in line.split(";") if item.strip())
    return tuple(Pair(en.strip(), ko.strip()) for en, _, ko in (entry.partition("|") for entry in entries))


def items(text: str) -> tuple[str, ...]:
    """Read items between vertical bars, on any number of lines."""
    return tuple(item.strip() for item in text.replace("\n", "|").split("|") if item.strip())


TERMS = pairs("""
query planner | 쿼리 계획기; buffer pool | 버퍼 풀; write path | 쓰기 경로; read replica | 읽기 복제본
load balancer | 부하 분산기; message queue | 메시지 대기열; event loop | 이벤트 루프; scheduler | 스케줄러
thread pool | 스레드 풀; lock manager | 잠금 관리자; index structure | 색인 구조; hash table | 해시 테이블
search tree | 탐색 트리; cache layer | 캐시 계층; storage engine | 저장 엔진; log format | 로그 형식
snapshot | 스냅숏; transaction | 트랜잭션; isolation level | 격리 수준; consensus protocol | 합의 프로토콜
leader election | 리더 선출; failure detector | 장애 감지기; retry policy | 재시도 정책; rate limiter | 속도 제한기
gateway | 게이트웨이; service mesh | 서비스 메시; container image | 컨테이너 이미지
build pipeline | 빌드 파이프라인; test suite | 테스트 모음; type checker | 타입 검사기; parser | 파서
compiler pass | 컴파일러 단계; optimizer | 최적화기; register allocator | 레지스터 할당기
garbage collector | 가비지 수집기; memory model | 메모리 모델; page table | 페이지 테이블; system call | 시스템 호출
file system | 파일 시스템; network stack | 네트워크 스택; packet filter | 패킷 필터; congestion window | 혼잡 윈도
name service | 이름 서비스; certificate | 인증서; encryption key | 암호화 키; access policy | 접근 정책
audit trail | 감사 기록; session store | 세션 저장소; user profile | 사용자 프로필; search index | 검색 색인
ranking model | 순위 모델; feature store | 특징 저장소; training run | 학습 실행; loss curve | 손실 곡선
gradient | 기울기; batch size | 배치 크기; learning rate | 학습률; attention layer | 어텐션 계층; embedding | 임베딩
tokenizer | 토크나이저; context window | 컨텍스트 윈도; sampling method | 샘플링 방법; reward signal | 보상 신호
evaluation set | 평가 집합; human label | 사람 라벨; data pipeline | 데이터 파이프라인; schema | 스키마
column format | 열 형식; compression scheme | 압축 방식; checksum | 체크섬; backup job | 백업 작업
migration plan | 이전 계획; release process | 배포 절차; feature flag | 기능 플래그; error budget | 오류 예산
alert rule | 경보 규칙; dashboard | 대시보드; trace | 추적 정보; metric | 지표; sensor | 센서
control loop | 제어 루프; simulator | 시뮬레이터; robot arm | 로봇 팔; camera feed | 카메라 영상
map service | 지도 서비스; route planner | 경로 계획기; battery pack | 배터리 묶음; power supply | 전원 장치
clock signal | 클록 신호; memory bus | 메모리 버스; branch predictor | 분기 예측기; vector unit | 벡터 장치
shader | 셰이더; render queue | 렌더 대기열; layout engine | 배치 엔진; style sheet | 스타일 시트
event handler | 이벤트 처리기; state machine | 상태 기계; plugin system | 플러그인 체계
package registry | 패키지 저장소; version number | 버전 번호; dependency graph | 의존성 그래프
code review | 코드 검토; commit history | 커밋 이력; merge strategy | 병합 전략; bug report | 버그 보고서
design document | 설계 문서; interview | 인터뷰; survey | 설문; prototype | 시제품; pricing model | 가격 모델
billing system | 청구 체계; support ticket | 지원 요청; search query | 검색어; recommendation | 추천 목록
speech decoder | 음성 디코더; language detector | 언어 감지기; spell checker | 맞춤법 검사기
knowledge base | 지식 베이스; prompt template | 프롬프트 양식; agent loop | 에이전트 루프; tool call | 도구 호출
planner module | 계획 모듈; memory store | 기억 저장소; safety filter | 안전 필터
""")

MODIFIERS = pairs("""
small | 작은; large | 큰; new | 새로운; old | 오래된; slow | 느린; fast | 빠른; simple | 단순한; complex | 복잡한
stable | 안정적인; temporary | 임시; shared | 공유된; distributed | 분산된; hidden | 숨겨진; internal | 내부
external | 외부; initial | 초기; final | 최종; careful | 세심한; naive | 소박한; reliable | 믿을 만한
flexible | 유연한; strict | 엄격한; careless | 부주의한; expensive | 값비싼; cheap | 저렴한; local | 로컬
remote | 원격; global | 전역; private | 비공개; public | 공개; automatic | 자동; manual | 수동
incomplete | 불완전한; redundant | 중복된; obvious | 뻔한; subtle | 미묘한; robust | 견고한; fragile | 깨지기 쉬운
compact | 간결한; common | 흔한; rare | 드문; early | 이른; modern | 현대적인; experimental | 실험적인
customized | 맞춤형; default | 기본; adaptive | 적응형
""")

# Clauses: {a}, {b} and {c} are noun phrases, the Korean ends in a verb stem. Few words stand
# between two slots, so that clauses built from one frame share only short runs of words.
CLAUSES = pairs("""
the {a} slows down the {b} | {a:은} {b:을} 늦추
the {a} speeds up the {b} | {a:은} {b:을} 앞당기
the {a} depends on the {b} | {a:은} {b}에 의존하
the {a} hides the {b} from the {c} | {a:은} {c}에서 {b:을} 감추
the {a} needs the {b} before the {c} | {a:은} {c}보다 {b:을} 먼저 필요로 하
the {a} turns the {b} into the {c} | {a:은} {b:을} {c:으로} 바꾸
the {a} separates the {b} from the {c} | {a:은} {b:을} {c:과} 분리하
the {a} connects the {b} with the {c} | {a:은} {b:을} {c:과} 연결하
the {a} keeps the {b} near the {c} | {a:은} {b:을} {c} 가까이에 두
the {a} protects the {b} against the {c} | {a:은} {c:으로}부터 {b:을} 보호하
the {a} replaces the {b} | {a:이} {b:을} 대체하
the {a} extends the {b} with the {c} | {a:이} {c:으로} {b:을} 확장하
the {a} checks the {b} after the {c} | {a:이} {c} 이후에 {b:을} 확인하
the {a} sends the {b} to the {c} | {a:이} {b:을} {c}에 보내
the {a} takes the {b} from the {c} | {a:이} {c}에서 {b:을} 가져오
the {a} competes with the {b} for the {c} | {a:은} {c:을} 두고 {b:과} 경쟁하
the {a} adapts to the {b} | {a:은} {b}에 적응하
the {a} improves the {b} | {a:은} {b:을} 개선하
the {a} limits the {b} | {a:은} {b:을} 제한하
the {a} simplifies the {b} around the {c} | {a:은} {c} 주변의 {b:을} 단순하게 만들
the {a} complicates the {b} | {a:은} {b:을} 복잡하게 만들
the {a} rebuilds the {b} inside the {c} | {a:이} {c} 안에서 {b:을} 다시 구성하
the {a} records the {b} for the {c} | {a:은} {c:을} 위해 {b:을} 기록하
the {a} compares the {b} with the {c} | {a:은} {b:을} {c:과} 비교하
the {a} predicts the {b} | {a:은} {b:을} 예측하
the {a} wakes up the {b} | {a:이} {b:을} 깨우
the {a} waits for the {b} | {a:은} {b:을} 기다리
the {a} blocks the {b} during the {c} | {a:은} {c} 동안 {b:을} 막
the {a} merges the {b} and the {c} | {a:은} {b:과} {c:을} 합치
the {a} splits the {b} along the {c} | {a:은} {c:을} 따라 {b:을} 나누
the {a} reuses the {b} | {a:은} {b:을} 재사용하
the {a} copies the {b} into the {c} | {a:은} {b:을} {c:으로} 복사하
the {a} explains the {b} better than the {c} | {a:은} {c}보다 {b:을} 잘 설명하
the {a} reveals the {b} | {a:은} {b:을} 드러내
the {a} measures the {b} through the {c} | {a:은} {c:을} 통해 {b:을} 측정하
the {a} controls the {b} | {a:이} {b:을} 제어하
the {a} ignores the {b} | {a:은} {b:을} 무시하
the {a} cleans up the {b} behind the {c} | {a:은} {c} 뒤에서 {b:을} 정리하
the {a} sits between the {b} and the {c} | {a:은} {b:과} {c} 사이에 놓이
the {a} grows together with the {b} | {a:은} {b:과} 함께 커지
the {a} shrinks because of the {b} | {a:은} {b} 탓에 작아지
the {a} breaks without the {b} | {a:은} {b} 없이는 무너지
the {a} shares the {b} with the {c} | {a:은} {b:을} {c:과} 나누어 쓰
the {a} follows the {b} | {a:이} {b:을} 따라가
the {a} leads the {b} | {a:이} {b:을} 이끌
the {a} supports the {b} in the {c} | {a:은} {c}에서 {b:을} 지원하
the {a} tests the {b} against the {c} | {a:은} {c:을} 기준으로 {b:을} 시험하
the {a} describes the {b} | {a:은} {b:을} 묘사하
the {a} summarizes the {b} for the {c} | {a:은} {c:을} 위해 {b:을} 간추리
the {a} organizes the {b} | {a:은} {b:을} 조직하
the {a} balances the {b} and the {c} | {a:은} {b:과} {c}의 균형을 맞추
the {a} triggers the {b} | {a:이} {b:을} 일으키
the {a} delays the {b} until the {c} | {a:은} {c}까지 {b:을} 미루
the {a} absorbs the {b} | {a:은} {b:을} 흡수하
the {a} feeds the {b} into the {c} | {a:은} {b:을} {c}에 넣
the {a} watches the {b} | {a:은} {b:을} 지켜보
the {a} verifies the {b} with the {c} | {a:은} {c:으로} {b:을} 검증하
the {a} exposes the {b} to the {c} | {a:은} {b:을} {c}에 노출하
the {a} filters the {b} | {a:은} {b:을} 걸러 내
the {a} sorts the {b} by the {c} | {a:은} {c:을} 기준 삼아 {b:을} 정렬하
the {a} encodes the {b} as the {c} | {a:은} {b:을} {c:으로} 표현하
the {a} loads the {b} from the {c} | {a:은} {c:으로}부터 {b:을} 불러오
the {a} cancels the {b} | {a:이} {b:을} 취소하
the {a} restarts the {b} after the {c} | {a:은} {c} 뒤에 {b:을} 다시 시작하
the {a} monitors the {b} | {a:은} {b:을} 감시하
the {a} generates the {b} from the {c} | {a:은} {c}에서 {b:을} 생성하
the {a} stores the {b} next to the {c} | {a:은} {c} 옆에 {b:을} 저장하
the {a} drops the {b} | {a:은} {b:을} 버리
the {a} teaches the {b} about the {c} | {a:은} {b}에 {c:을} 가르치
the {a} resembles the {b} | {a:은} {b:과} 닮아 가
the {a} differs from the {b} | {a:은} {b:과} 달라지
the {a} covers the {b} and the {c} | {a:은} {b:과} {c:을} 포괄하
the {a} translates the {b} for the {c} | {a:은} {c}에 맞게 {b:을} 옮기
the {a} repairs the {b} | {a:은} {b:을} 고치
the {a} calls the {b} | {a:이} {b:을} 호출하
the {a} surrounds the {b} | {a:이} {b:을} 둘러싸
the {a} decides between the {b} and the {c} | {a:은} {b:과} {c} 가운데에서 선택하
the {a} trusts the {b} | {a:은} {b:을} 신뢰하
the {a} rewards the {b} over the {c} | {a:은} {c}보다 {b:을} 우대하
the {a} spreads across the {b} | {a:은} {b} 전반으로 퍼지
the {a} starts from the {b} | {a:은} {b}에서 출발하
the {a} ends with the {b} | {a:은} {b:으로} 끝나
the {a} contains the {b} | {a:은} {b:을} 포함하
the {a} stabilizes the {b} under the {c} | {a:은} {c} 아래에서 {b:을} 안정시키
the {a} overloads the {b} | {a:은} {b}에 부담을 주
the {a} benefits from the {b} | {a:은} {b}의 도움을 받
the {a} loses track of the {b} | {a:은} {b:을} 놓치
the {a} matches the {b} to the {c} | {a:은} {b:을} {c}에 맞추
the {a} shapes the {b} | {a:은} {b}의 모습을 결정하
the {a} touches the {b} only through the {c} | {a:은} {c:을} 거쳐서만 {b}에 닿
""")

# Polite sentences that are whole by themselves.
STATEMENTS = pairs("""
let's put the {a} next to the {b} | {a:을} {b} 옆에 놓아 봅시다.
let's look at the {a} before the {b} | {b}보다 먼저 {a:을} 살펴봅시다.
let's build the {a} out of the {b} | {b:으로} {a:을} 만들어 봅시다.
why does the {a} need the {b} | 왜 {a}에 {b:이} 필요할까요?
what happens to the {a} without the {b} | {b:이} 없으면 {a:은} 어떻게 될까요?
how does the {a} find the {b} | {a:은} {b:을} 어떻게 찾아낼까요?
where does the {a} meet the {b} | {a:은} 어디에서 {b:과} 만날까요?
you can think of the {a} as the {b} of the {c} | {a:을} {c}의 {b:으로} 생각하셔도 좋습니다.
the {a} is what most people forget about the {b} | 많은 분이 {b}에서 {a:을} 잊고 계십니다.
i like to draw the {a} on top of the {b} | 저는 {b} 위에 {a:을} 그려 보곤 합니다.
we will come back to the {a} when we reach the {b} | {b}에 이르면 {a:으로} 돌아오겠습니다.
people often confuse the {a} with the {b} | {a:과} {b:을} 혼동하는 분이 많습니다.
on the screen you see the {a} and below it the {b} | 화면에는 {a:이} 보이고 아래에는 {b:이} 있습니다.
i would not touch the {a} before the {b} works | {b:이} 동작하기 전에는 {a:을} 건드리지 않겠습니다.
the answer is in the {a} and not in the {b} | 답은 {b:이} 아니라 {a}에 있습니다.
notice how the {a} changes with the {b} | {b}에 따라 {a:이} 달라지는 모습에 주목해 주십시오.
nobody designed the {a} for the {b} | 아무도 {b:을} 염두에 두고 {a:을} 설계하지 않았습니다.
my favorite part of the {a} is the {b} | 제가 {a}에서 좋아하는 부분은 {b}입니다.
the {a} used to be the {b} in older systems | 예전 시스템에서는 {b:이} {a}의 역할을 맡았습니다.
it took us a while to connect the {a} to the {b} | {a:을} {b}에 연결하기까지 시간이 걸렸습니다.
""")

# Sentences about a group of people or a product, {n}; always followed by a Korean noun, so that
# no particle has to agree with a Latin name.
NAMED = pairs("""
the {n} team measured the {a} against the {b} | {n} 팀은 {a:을} {b:과} 견주어 측정했습니다.
at {n} they moved the {a} into the {b} | {n} 회사에서는 {a:을} {b} 안으로 옮겼습니다.
the {n} project started with the {a} | {n} 프로젝트는 {a}에서 시작했습니다.
if you open {n} you will find the {a} beside the {b} | {n} 화면을 열면 {b} 곁에서 {a:을} 찾으실 수 있습니다.
the authors of {n} wrote the {a} by hand | {n} 저자들은 {a:을} 직접 작성했습니다.
the {n} paper compares the {a} and the {b} | {n} 논문은 {a:과} {b:을} 비교합니다.
with {n} you can inspect the {a} | {n} 도구로 {a:을} 들여다볼 수 있습니다.
the engineers at {n} removed the {a} from the {b} | {n} 엔지니어들은 {b}에서 {a:을} 없앴습니다.
the {n} library ships the {a} together with the {b} | {n} 라이브러리는 {a:을} {b:과} 함께 제공합니다.
the {n} service failed because of the {a} | {n} 서비스는 {a} 때문에 멈췄습니다.
""")

NAMES = items("""
Lumora | Tessel | Quarrel | Brindle | Ovanta | Kestrix | Palomir | Dunvale | Fenwick | Halcyra | Ironbark
Juniper | Korvex | Larkspur | Mirador | Nimbora | Orrery | Pinecrest | Quillon | Ravelin | Saltmarsh | Tamarack
Umberlin | Verdigris | Wexcombe | Xylander | Yarrow | Zephra | Alderon | Bexley | Corvina | Dovetail | Emberly
Foxglove | Gantry | Hollin | Islay | Jasperine | Kelpline | Lodestar | Marlow | Nettle | Osprey | Pennant
Quadrel | Rookery | Sundial | Thistle | Ultrane | Vantor | Willowby | Yewtree
""")

# English, the Korean of a body, and the Korean of a key point, around a number given as {v}.
QUANTITIES = tuple(
    tuple(items(entry))
    for entry in """
{v} percent of the {a} came from the {b}
{a} 가운데 {v}% 정도가 {b}에서 나왔습니다.
{b}에서 나온 {a} {v}%

the {a} used {v} gigabytes of memory for the {b}
{a:은} {b}에 메모리 {v}기가바이트를 썼습니다.
{a} 메모리 {v}기가바이트

the {a} wrote {v} terabytes of logs about the {b}
{a:은} {b}에 관한 로그 {v}테라바이트를 남겼습니다.
{a} 로그 {v}테라바이트

the {a} took {v} milliseconds to reach the {b}
{a:은} {b}까지 도달하는 데 {v}밀리초가 걸렸습니다.
{a} 응답 {v}밀리초

we ran the {a} for {v} minutes on the {b}
저희는 {b}에서 {a:을} {v}분 동안 돌렸습니다.
{a} 실행 {v}분

the {a} became {v} times faster than the {b}
{a:은} {b}보다 {v}배 빨라졌습니다.
{b}보다 {v}배 빠른 {a}

the {a} stored {k} records about the {b}
{a:은} {b}에 관한 레코드 {k}개를 저장했습니다.
{a} 레코드 {k}개

the {a} was trained with {m} billion parameters next to the {b}
{a:은} {b} 옆에서 파라미터 {w}억 개로 학습했습니다.
{a} 파라미터 {w}억 개

the {a} shipped in {y} before the {b}
{a:은} {b}보다 앞선 {y}년에 나왔습니다.
{y}년에 나온 {a}
""".strip().split("\n\n")
)

# How a translator opens a sentence: the index has these, the chapter pages do without.
OPENERS = items("""
그런데 | 여기서 | 실제로 | 조금 더 자세히 보면, | 이 지점에서 | 정리하면, | 물론 | 예를 들어 | 그래서 | 결국 | 자,
다시 말해 | 흥미롭게도 | 한편 | 반대로 | 보통은 | 제 경험으로는 | 이런 이유로 | 그렇다 보니 | 아시다시피 | 따라서
사실 | 특히 | 그러니까 | 말하자면 | 이렇게 보면 | 달리 말하면, | 아마도 | 요약하자면, | 이때 | 그리고 | 이어서
조금 전에 말씀드린 것처럼 | 여러분이 직접 해 보시면 아시겠지만, | 제가 강조하고 싶은 점이 있는데요.
그림을 보면서 따라오시면 됩니다. | 당연하게 들릴 수도 있지만, | 처음에는 잘 보이지 않더라도
실무에서 자주 겪는 일인데요. | 이 부분이 꽤 흥미롭습니다. | 예상과 조금 다르게도 | 현장에서 확인한 바로는
""")

FILLERS = items("""
so | um | and you know | okay so | uh | now | basically | and then | so basically | right so | kind of | and um
i mean | so in other words | as you can see | and again | like i said | in practice | and roughly speaking
for example | in my experience | and so you know | interestingly | so what happens is that | on the other hand
at this point | and by the way | so the way to see it is that | of course | if you look closely
and so ultimately
""")

CONNECTIVES = (  # the ending of the first clause, and the English around both
    ("고", "{x} and {y}"),
    ("고", "{x} and at the same time {y}"),
    ("지만", "{x} but {y}"),
    ("지만", "{x} although um {y}"),
    ("기 때문에", "because {x} you see that {y}"),
    ("기 때문에", "{y} and that is because {x}"),
    ("면", "if {x} then {y}"),
    ("면", "when {x} you will find that {y}"),
    ("도록 해 두면", "once you make sure {x} {y}"),
)

ENDINGS = (
    ("ㅂ니다", ""),
    ("ㅂ니다", ""),
    ("기도 합니다", "sometimes "),
    ("게 됩니다", "eventually "),
    ("기 시작합니다", "gradually "),
)

TITLES = pairs("""
{x} | {x}
Why {x} Matters | {x:이} 중요한 이유
Measuring {x} | {x} 측정하기
{x} in Practice | {x} 실전
The Limits of {x} | {x}의 한계
{x}: A Closer Look | {x}: 자세히 보기
Designing for {x} | {x:을} 위한 설계
Debugging {x} | {x} 디버깅
A Short History of {x} | {x}의 짧은 역사
Lessons from {x} | {x}에서 얻은 교훈
From {x} to {y} | {x}에서 {y:으로}
{x}/{y} Trade-offs | {x}/{y} 절충
{x}, {y}, and Cost | {x}, {y}, 비용
{x} - Open Questions | {x} - 열린 질문
""")

SHORT = (
    "{t:을} {a:과} {b}의 관계 속에서 소개합니다.",
    "{t:이} 왜 {a:을} 바꾸는지 {b} 사례로 설명합니다.",
    "{t}의 구조와 {a}에 미치는 영향을 다룹니다.",
    "{a:과} {b} 사이에서 {t:이} 맡는 역할을 살펴봅니다.",
    "{t:을} 처음부터 구성하며 {a:과} 비교합니다.",
    "{a:을} 출발점으로 {t:을} 이해합니다.",
)

LONG = (
    "{t:이} {a:과} 어떻게 맞물리는지 차근차근 설명합니다.",
    "먼저 {a:을} 짚어 보고 {t}까지 이야기를 넓혀 갑니다.",
    "{a:과} {b:을} 예로 들어 {t}의 원리를 보여 줍니다.",
    "{t:을} 둘러싼 오해를 {a} 관점에서 바로잡습니다.",
    "{b}에서 드러나는 문제를 {t:으로} 풀어 나갑니다.",
)

POINTS = (
    "{t:과} {a}의 관계",
    "{a}에서 {t:으로} 이어지는 흐름",
    "{t:을} 살필 때 {b:을} 함께 보기",
    "{a:과} {b:을} 구분하는 기준",
    "{t} 설계에서 자주 하는 실수",
    "{a}보다 {t:이} 먼저인 이유",
)

GIVEN = pairs("""
Daniel | 대니얼; Maria | 마리아; Oscar | 오스카; Hannah | 해나; Victor | 빅터; Laura | 로라; Simon | 사이먼
Emma | 에마
""")
FAMILY = pairs("""
Mercer | 머서; Holt | 홀트; Lindgren | 린드그렌; Okafor | 오카포; Castell | 카스텔; Novak | 노바크; Barlow | 발로
""")

# ----------------------------------------------------------------------------------- values


class Sentence(NamedTuple):
    """One sentence in both languages, and how the index's translation opens it."""

    en: str
    ko: str
    opener: str


class Chapter(NamedTuple):
    """A chapter before it is written: `body` is the text up to each stamp, `start` is in seconds."""

    number: int
    title: Pair
    slug: str
    start: int
    first_stamp: int
    body: tuple[tuple[Sentence, ...], ...]
    short: str
    long: str
    points: tuple[str, ...]


class Course(NamedTuple):
    """A course before it is written; `duration` is in seconds."""

    folder: str
    title: Pair
    author: Pair
    video: str
    date: str
    fetched: str
    duration: int
    tldr: str
    learn: tuple[str, ...]
    chapters: tuple[Chapter, ...]


# --------------------------------------------------------------------------------- sentences


class Writer:
    """Makes sentence pairs for one course, none of which repeats a run of words.

    The first half of a chapter's noun phrases come from its own few terms, so that chapters
    differ in what they are about.
    """

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.own: list[Pair] = []
        self.seen_ko: set[tuple[str, ...]] = set()
        self.seen_en: set[tuple[str, ...]] = set()
        self.tail_ko: list[str] = []
        self.tail_en: list[str] = []

    def open_chapter(self, own: list[Pair]) -> None:
        """Start a chapter about these terms; its English is a document of its own."""
        self.own = own
        self.seen_en = set()
        self.tail_en = []

    def noun(self) -> tuple[str, Ko]:
        """A noun phrase."""
        rng = self.rng
        term = rng.choice(self.own) if rng.random() < 0.5 else rng.choice(TERMS)
        if rng.random() < 0.55:
            mod = rng.choice(MODIFIERS)
            return f"{mod.en} {term.en}", Ko(f"{mod.ko} {term.ko}", term.ko)
        return term.en, Ko(term.ko)

    def nouns(self) -> tuple[dict[str, str], dict[str, Ko]]:
        """Three noun phrases, for {a}, {b} and {c}."""
        while True:
            (ea, ka), (eb, kb), (ec, kc) = self.noun(), self.noun(), self.noun()
            if ka.sound != kb.sound != kc.sound != ka.sound:
                return {"a": ea, "b": eb, "c": ec}, {"a": ka, "b": kb, "c": kc}

    def clause(self) -> tuple[str, str]:
        """A finite English clause and a Korean one that ends in its verb stem."""
        frame = self.rng.choice(CLAUSES)
        en, ko = self.nouns()
        return frame.en.format_map(en), frame.ko.format_map(ko)

    def draw(self) -> tuple[str, str]:
        """Any sentence that states no figure."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.12:
            frame = rng.choice(STATEMENTS)
            en, ko = self.nouns()
            return frame.en.format_map(en), frame.ko.format_map(ko)
        if kind < 0.17:
            frame = rng.choice(NAMED)
            en, ko = self.nouns()
            name = rng.choice(NAMES)
            return frame.en.format(n=name, **en), frame.ko.format(n=name, **ko)
        (en_x, ko_x), (en_y, ko_y) = self.clause(), self.clause()
        ending, around = rng.choice(CONNECTIVES)
        final, adverb = rng.choice(ENDINGS)
        return around.format(x=en_x, y=adverb + en_y), f"{conjugate(ko_x, ending)} {conjugate(ko_y, final)}."

    def sentence(self) -> Sentence:
        """A sentence that says nothing the course has said before."""
        for _ in range(50):
            if made := self.admit(*self.draw()):
                return made
        raise AssertionError("the pools are too small for a course of this size")

    def figure(self) -> tuple[Sentence, str]:
        """A sentence with a figure, and the key point that repeats the figure."""
        rng = self.rng
        for _ in range(50):
            en, ko, point = rng.choice(QUANTITIES)
            nouns_en, nouns_ko = self.nouns()
            billions = rng.randrange(11, 99)
            values = {
                "v": str(rng.randrange(11, 98)),
                "k": f"{rng.randrange(1_001, 99_999):,}",
                "m": f"{billions // 10}.{billions % 10}" if billions % 10 else str(billions // 10),
                "w": str(billions),
                "y": str(rng.randrange(1998, 2025)),
            }
            if made := self.admit(en.format(**nouns_en, **values), ko.format(**nouns_ko, **values)):
                return made, point.format(**nouns_ko, **values)
        raise AssertionError("the pools are too small for a course of this size")

    def named(self, name: str) -> Sentence:
        """A sentence that mentions this name."""
        for _ in range(50):
            frame = self.rng.choice(NAMED)
            nouns_en, nouns_ko = self.nouns()
            if made := self.admit(frame.en.format(n=name, **nouns_en), frame.ko.format(n=name, **nouns_ko)):
                return made
        raise AssertionError("the pools are too small for a course of this size")

    def admit(self, en: str, ko: str) -> Sentence | None:
        """The sentence, unless it would repeat a run of words."""
        rng = self.rng
        en = f"{rng.choice(FILLERS)} {en}"
        if rng.random() < 0.75:
            en = f"{rng.choice(FILLERS)} {en}"
        opener = f"{rng.choice(OPENERS)} "
        words_ko = self.tail_ko + ko.split()
        words_en = self.tail_en + en.split()
        new_ko = set(zip(*(words_ko[i:] for i in range(SHINGLE)), strict=False))
        new_en = set(zip(*(words_en[i:] for i in range(SHINGLE_EN)), strict=False))
        if not (self.seen_ko.isdisjoint(new_ko) and self.seen_en.isdisjoint(new_en)):
            return None
        self.seen_ko |= new_ko
        self.seen_en |= new_en
        self.tail_ko = words_ko[1 - SHINGLE :]
        self.tail_en = words_en[1 - SHINGLE_EN :]
        return Sentence(en, ko, opener)


def make_body(writer: Writer, topic: Pair, stamps: int) -> tuple[tuple[tuple[Sentence, ...], ...], list[str], str]:
    """The text of a chapter by stamps, the key points its figures give, and a name it mentions."""
    rng = writer.rng
    figures_at = set(rng.sample(range(stamps), 4))
    named_at = rng.randrange(stamps)
    points: list[str] = []
    name = rng.choice(NAMES)
    gloss, other = Ko(f"{topic.ko}({topic.en})", topic.ko), writer.own[1]
    opening = Sentence(
        f"okay let's talk about the {topic.en} and the {other.en}",
        f"이제 {gloss:과} {Ko(other.ko):을} 이야기해 보겠습니다.",
        "",
    )
    body: list[tuple[Sentence, ...]] = []
    for stamp in range(stamps):
        segment = [] if stamp else [opening]
        segment.append(writer.sentence())
        if stamp in figures_at:
            sentence, point = writer.figure()
            segment.append(sentence)
            points.append(point)
        if stamp == named_at:
            segment.append(writer.named(name))
        size = sum(len(s.en) + 1 for s in segment)
        while size < SEGMENT_BYTES:
            segment.append(writer.sentence())
            size += len(segment[-1].en) + 1
        body.append(tuple(segment))
    return tuple(body), points, name


# ----------------------------------------------------------------------------------- courses


def clock(seconds: int) -> str:
    """`m:ss` below an hour, else `h:mm:ss`."""
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def github_slug(heading: str) -> str:
    """The anchor GitHub gives a heading: lower case, punctuation dropped, spaces as hyphens."""
    return "".join("-" if c == " " else c for c in heading.lower() if c.isalnum() or c in " -_")


def file_slug(title: str) -> str:
    """The file name of a chapter, without its suffix."""
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())


def capitalized(term: str) -> str:
    return " ".join(word.capitalize() for word in term.split())


def all_titles(rng: random.Random) -> Iterator[tuple[Pair, Pair, Pair]]:
    """Chapter titles with the terms they are about: no title twice, no term in one course twice."""
    rounds = list(range(len(TITLES)))
    rng.shuffle(rounds)
    for shift in rounds:
        order = list(range(len(TERMS)))
        rng.shuffle(order)
        for i, at in enumerate(order[: len(order) // CHAPTERS * CHAPTERS]):
            topic, other = TERMS[at], TERMS[order[(i + 2 * CHAPTERS) % len(order)]]
            frame = TITLES[(at + shift) % len(TITLES)]
            en = frame.en.format(x=capitalized(topic.en), y=capitalized(other.en))
            yield Pair(en, frame.ko.format(x=Ko(topic.ko), y=Ko(other.ko))), topic, other


def make_course(number: int, per_week: int, seed: int, titles: list[tuple[Pair, Pair, Pair]]) -> Course:
    """Course `number` (from 0) of the series."""
    rng = random.Random(f"{seed}/{number}")  # a text seeds by its SHA-512: the same everywhere
    writer = Writer(rng)
    subject = TERMS[number * 7 % len(TERMS)]
    stamp = start = 0
    chapters: list[Chapter] = []
    for index, (title, topic, other) in enumerate(titles):
        rest = [term for term in rng.sample(TERMS, 6) if term not in (topic, other)]
        writer.open_chapter([topic, other, *rest])
        stamps = rng.randint(*SEGMENTS)
        body, figures, name = make_body(writer, topic, stamps)
        nouns = {"t": Ko(topic.ko), "a": Ko(rest[0].ko), "b": Ko(rest[1].ko)}
        long = (
            f"{rng.choice(LONG).format(**nouns)} "
            f"{figures[0]} 사례와 {name} 경험을 근거로 {Ko(other.ko):을} 평가합니다. "
            f"끝으로 {Ko(rest[2].ko):과} 이어지는 과제를 제시합니다."
        )
        short = rng.choice(SHORT).format(**nouns)
        nouns.update(a=Ko(rest[2].ko), b=Ko(rest[3].ko))
        points = (rng.choice(POINTS).format(**nouns), *figures[1:3])
        chapters.append(Chapter(index + 1, title, file_slug(title.en), start, stamp, body, short, long, points))
        stamp += stamps * STEP
        start = stamp - rng.randrange(3, 26)  # chapters do not start on the grid
    duration = stamp - STEP + rng.randrange(14, 29)
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    author = Pair(f"{given.en} {family.en}", f"{given.ko} {family.ko}")
    a, b, c, d = (Ko(titles[i][1].ko) for i in (0, 7, 14, 21))
    minutes = duration // 60
    length = f"{minutes // 60}시간 {minutes % 60}분" if minutes % 60 else f"{minutes // 60}시간"
    tldr = (
        f"이 {length}짜리 강의에서 {Ko(author.ko):은} {Ko(subject.ko):이} 어떻게 만들어지고 작동하는지 설명합니다. "
        f"**{a}**(기초), **{b}**(구조), **{c}**(운영)의 순서로 나아가며, {d}에 이르러 전체 그림을 완성합니다. "
        f"{Ko(subject.ko):을} 마법이 아니라 여러 부품의 모음으로 바라보면 한계와 가능성을 더 정확히 이해할 수 있습니다."
    )
    learn = tuple(
        form.format(t=Ko(titles[i][1].ko))
        for form, i in zip(
            (
                "{t}의 핵심 개념",
                "{t:이} 실패하는 방식과 대비",
                "{t:을} 고르는 기준",
                "{t:과} 비용의 균형",
                "{t} 관련 도구 활용법",
            ),
            (1, 5, 10, 15, 20),
            strict=True,
        )
    )
    day = f"{rng.randrange(1, 13):02}-{rng.randrange(10, 29)}"
    opening = rng.choice(("inside", "building", "understanding"))
    return Course(
        folder=f"docs/week{number // per_week + 1:02}/{opening}-{file_slug(subject.en)}",
        title=Pair(f"{capitalized(subject.en)} from the Ground Up", f"{subject.ko} 심층 강의 - 바닥부터 배우는 원리"),
        author=author,
        video="".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789_", k=11)),
        date=f"2025-{day}",
        fetched=f"2025-{day[:3]}{rng.randrange(1, 10):02}",
        duration=duration,
        tldr=tldr,
        learn=learn,
        chapters=tuple(chapters),
    )


# --------------------------------------------------------------------------------- documents


def cut(text: str) -> int:
    """Where captions might cut a sentence: at a space near its middle, 0 if there is none.

    Never beside a figure or inside parentheses, which a cut would tear apart.
    """
    spaces = [i for i, c in enumerate(text) if c == " "]
    for i in sorted(spaces, key=lambda i: abs(i - len(text) // 2)):
        around = text[max(0, i - 12) : i + 12]
        if text.count("(", 0, i) == text.count(")", 0, i) and not any(c.isdigit() for c in around):
            return i
    return 0


def segments(chapter: Chapter, side: str) -> list[str]:
    """The text under each stamp: `en`, `ko` (a chapter page) or `index`; every other one runs on."""
    texts: list[str] = []
    carried = ""
    for n, segment in enumerate(chapter.body):
        sentences = [s.en if side == "en" else s.opener + s.ko if side == "index" else s.ko for s in segment]
        if carried:
            sentences.insert(0, carried)
            carried = ""
        if (n + chapter.number) % 2 and n + 1 < len(chapter.body) and (at := cut(sentences[-1])):
            carried = sentences[-1][at + 1 :]
            sentences[-1] = sentences[-1][:at]
        texts.append(" ".join(sentences))
    return texts


def stamped(chapter: Chapter, side: str) -> str:
    stamps = range(chapter.first_stamp, chapter.first_stamp + len(chapter.body) * STEP, STEP)
    return "\n\n".join(f"[{clock(at)}] {text}" for at, text in zip(stamps, segments(chapter, side), strict=True))


def paragraphs(chapter: Chapter) -> str:
    sentences = [s.ko for segment in chapter.body for s in segment]
    return "\n\n".join(" ".join(sentences[i : i + 7]) for i in range(0, len(sentences), 7))


def bullets(items: tuple[str, ...]) -> str:
    return "\n".join(f"- {item}" for item in items)


def url(course: Course) -> str:
    return f"https://www.youtube.com/watch?v={course.video}"


def heading(chapter: Chapter) -> str:
    return f"{chapter.number}. {chapter.title.en} ({chapter.title.ko})"


def index_page(course: Course) -> str:
    """`kr/_index.md`: the summaries and the whole translation."""
    summaries = "\n\n---\n\n".join(
        f"### {c.number}. {c.title.ko} ({clock(c.start)})\n\n{c.short}\n\n**핵심 포인트:**\n{bullets(c.points)}"
        for c in course.chapters
    )
    contents = "\n".join(
        f"{c.number}. [{c.title.ko}](#{github_slug(heading(c))}) ({clock(c.start)})" for c in course.chapters
    )
    bodies = "\n\n---\n\n".join(
        f"## {heading(c)}\n\n**요약**: {c.long}\n\n{stamped(c, 'index')}" for c in course.chapters
    )
    return f"""---
title: "{course.title.ko}"
originalTitle: "{course.title.en}"
author: "{course.author.ko} ({course.author.en})"
sourceUrl: "{url(course)}"
translatedAt: "{course.date}"
status: "final"
contentType: "youtube"
duration: "{clock(course.duration)}"
totalChapters: {len(course.chapters)}
hasSummary: true
---
# {course.title.ko}

[원본 영상]({url(course)})

<!-- SUMMARY_START -->

## TL;DR

{course.tldr}

## 이 콘텐츠에서 배울 수 있는 것

{bullets(course.learn)}

---

## 챕터별 요약

{summaries}

<!-- SUMMARY_END -->

---

<!-- FULL_TRANSLATION_START -->

## 전체 번역

### 목차

{contents}

---

{bodies}

<!-- FULL_TRANSLATION_END -->
"""


def chapter_page(course: Course, chapter: Chapter, form: int) -> str:
    """`kr/<slug>.md`; `form` is which of the forms in use the course has."""
    summary = (
        f"## 요약\n\n{chapter.short}\n\n## 핵심 포인트\n\n{bullets(chapter.points)}",
        f"## 요약\n\n{chapter.short}\n\n**핵심 개념:**\n{bullets(chapter.points)}",
        f"## 핵심 요약\n\n{chapter.short}\n\n## 핵심 포인트\n\n{bullets(chapter.points)}",
    )[(0, 0, 0, 1, 2)[form % 5]]
    link = f"{url(course)}&t={chapter.start}s"
    return f"""---
title: "{chapter.number}. {chapter.title.en}"
titleKr: "{chapter.number}. {chapter.title.ko}"
chapter: {chapter.number}
timestamp: "{clock(chapter.start)}"
sourceUrl: "{link}"
translatedAt: "{course.date}"
---

# {chapter.number}. {chapter.title.ko}

[영상 바로가기 ({clock(chapter.start)})]({link})

{summary}

---

## 전체 번역

{stamped(chapter, "ko") if form % 3 == 2 else paragraphs(chapter)}

---
"""


def source_index_page(course: Course) -> str:
    """`eng/_index.md`: what the course is, and its chapters."""
    contents = "\n".join(f"{c.number}. [{c.title.en}]({c.slug}.md) ({clock(c.start)})" for c in course.chapters)
    return f"""---
title: "{course.title.en}"
source_url: "{url(course)}"
source_type: youtube_transcript
author: "{course.author.en}"
duration: "{clock(course.duration)}"
fetch_date: "{course.fetched}"
translation_status: complete
---

# {course.title.en}

A lecture by {course.author.en}, recorded as one video. The transcript of every chapter is a page of its own.

## Chapters

{contents}
"""


def source_chapter_page(course: Course, chapter: Chapter) -> str:
    """`eng/<slug>.md`: Korean summary blocks above the English transcript."""
    return f"""---
title: "{chapter.number}. {chapter.title.en}"
titleKr: "{chapter.number}. {chapter.title.ko}"
source_url: "{url(course)}"
source_type: youtube_transcript
author: "{course.author.en}"
parent: "{course.folder.rpartition("/")[2]}"
chapter: {chapter.number}
totalChapters: {len(course.chapters)}
---

# {chapter.number}. {chapter.title.ko}

> 원본 강의: "{course.title.en}" by {course.author.en}
> 챕터 {chapter.number}/{len(course.chapters)}

## 전체 강의 요약 (TL;DR)

{course.tldr}

## 이 강의에서 배울 수 있는 것

{bullets(course.learn)}

---

## 이 챕터 요약

{chapter.short}

**핵심 포인트:**
{bullets(chapter.points)}

---

## 영어 원문 트랜스크립트

## {chapter.number}. {chapter.title.en}

**요약**: {chapter.long}

{stamped(chapter, "en")}
"""


def documents(course: Course, form: int) -> Iterator[tuple[str, str]]:
    """Path and text of every document of a course."""
    yield f"{course.folder}/eng/_index.md", source_index_page(course)
    yield f"{course.folder}/kr/_index.md", index_page(course)
    for chapter in course.chapters:
        yield f"{course.folder}/eng/{chapter.slug}.md", source_chapter_page(course, chapter)
        yield f"{course.folder}/kr/{chapter.slug}.md", chapter_page(course, chapter, form)


def generate(out: str, courses: int = 50, seed: int = 1) -> tuple[int, int]:
    """Write the repository to the folder `out`; the number of documents and of their bytes."""
    every = list(all_titles(random.Random(seed)))
    if courses * CHAPTERS > len(every):
        raise ValueError(f"there are titles for {len(every) // CHAPTERS} courses, not for {courses}")
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "llmdoc-lint.yaml"), "w", encoding="utf-8", newline="") as file:
        file.write("# The benchmark's project root; the defaults suit it.\n")
    count = size = 0
    for number in range(courses):
        titles = every[number * CHAPTERS : (number + 1) * CHAPTERS]
        course = make_course(number, max(1, courses // 10), seed, titles)
        for path, text in documents(course, number):
            data = text.encode()
            target = os.path.join(out, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as raw:
                raw.write(data)
            count += 1
            size += len(data)
    return count, size


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the benchmark repository.")
    parser.add_argument("out", metavar="OUT", help="the folder to write to")
    parser.add_argument("--courses", type=int, default=50, help="how many courses (default: 50)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes (default: 1)")
    args = parser.parse_args()
    count, size = generate(args.out, args.courses, args.seed)
    print(f"{count} documents, {size / 1e6:.1f} MB in {args.out}")


if __name__ == "__main__":
    main()
