"""Faults of chapters, sections and markers."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from bench.faults.table import (
    BROKEN_TEXT,
    CHUNKING,
    LEAF,
    LIVE_QA,
    OVEN,
    PASSWORDS,
    change,
    changes,
    chapter_text,
    remove,
    swap,
    text,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.faults.table import Fault


def chapter_missing() -> Iterator[Fault]:
    for path in (
        PASSWORDS.page(3),
        PASSWORDS.source(5),
        LEAF.page(5),
        LEAF.source(1),
        CHUNKING.page(8),
        CHUNKING.source(4),
    ):
        yield remove("chapter-missing", path)
    yield from changes(
        "chapter-missing contents-out-of-sync timestamp-gap section-missing",
        (PASSWORDS.target_index, r"\n### 4\. .*?(?=\n### )", ""),
        (LEAF.target_index, r"\n## 3\. .*?(?=\n## )", ""),
        (CHUNKING.target_index, r"^5\. \[[^\n]*\n", ""),
        (PASSWORDS.source_index, r"^2\. \[[^\n]*\n", ""),
        (PASSWORDS.target_index, r"\n## 6\. .*?(?=<!-- FULL)", ""),
        (LEAF.target_index, r"\n### 5\. .*?(?=<!-- SUMM)", ""),
        (LEAF.source_index, r"\n## 4\. .*?(?=\n## )", ""),
        (LEAF.target_index, r"^1\. \[[^\n]*\n", ""),
    )


def chapter_duplicate() -> Iterator[Fault]:
    yield from changes(
        "chapter-duplicate chapter-missing text-repeated timestamp-duplicate timestamp-backwards chapter-order",
        (PASSWORDS.target_index, r"(\n## 3\. .*?)(?=\n## 4\.)", r"\1\1"),
        (LEAF.target_index, r"(\n### 2\. .*?)(?=\n### 3\.)", r"\1\1"),
        (CHUNKING.target_index, r"^(4\. \[[^\n]*\n)", r"\1\1"),
        (PASSWORDS.target_index, r"\n## 5\. ", r"\n## 4. "),
        (LEAF.target_index, r"(?<=### )4\.", "3."),
        (PASSWORDS.source_index, r"^(5\. \[[^\n]*\n)", r"\1\1"),
    )
    for path, copy in (
        (PASSWORDS.page(3), "ko/long-beats-clever-2.md"),
        (LEAF.page(2), "chapters/genes-that-switch-each-other (1).md"),
        (PASSWORDS.source(4), "en/two-steps-copy.md"),
    ):
        folder = path.rsplit("/", 2)[0]
        yield write("chapter-duplicate text-repeated", f"{folder}/{copy}", text(path))


def chapter_order() -> Iterator[Fault]:
    for path, one, other, pattern in (
        (PASSWORDS.target_index, 2, 3, r"(### {0}\. [^\n]*\n.*?\n---\n\n)"),
        (CHUNKING.target_index, 6, 7, r"(### {0}\. [^\n]*\n.*?\n---\n\n)"),
        (PASSWORDS.target_index, 2, 3, r"^({0}\. \[[^\n]*\n)"),
        (LEAF.target_index, 1, 2, r"^({0}\. \[[^\n]*\n)"),
        (LEAF.target_index, 2, 3, r"(\n## {0}\. [^\n]*\n.*?\n---\n)"),
        (CHUNKING.target_index, 4, 5, r"(\n## {0}\. [^\n]*\n.*?\n---\n)"),
        (PASSWORDS.source_index, 3, 4, r"^({0}\. \[[^\n]*\n)"),
        (LEAF.source_index, 2, 3, r"(\n## {0}\. [^\n]*\n.*?(?=\n## ))"),
    ):
        yield change(
            "chapter-order timestamp-backwards contents-out-of-sync",
            swap(path, pattern, one, other),
            note=f"{pattern} of {one} and {other} swapped",
        )


NOT_YET = (
    "(이 챕터는 다음 번역 청크에서 처리됩니다)",
    "*(다음 청크에서 계속됩니다)*",
    "[다음 파트에서 번역 예정]",
    "이 부분은 길이 제한으로 인해 다음 응답에서 이어집니다.",
    "TODO: 번역",
    "TBD",
    "(번역 예정)",
    "> 이 섹션은 아직 번역되지 않았습니다.",
    "(내용 추가 예정)",
    "준비 중입니다.",
    "(이하 생략)",
    "[... 이하 내용 생략 ...]",
    "(나머지 번역은 청크 3에서 진행)",
    "추후 업데이트 예정",
    "**[번역 계속 예정]**",
    "(이 챕터의 전체 번역은 별도 파일로 제공됩니다)",
    "<!-- TODO: translate -->",
    "[계속]",
    "번역 진행 중...",
    "FIXME 본문 넣기",
    "(본문은 part 2에 있습니다)",
    "[Content to be translated]",
    "(to be continued)",
    "※ 이 장은 분량 관계로 다음 회차에 싣습니다.",
    "(중략)",
    "[원문 내용이 길어 요약본만 제공합니다]",
    "(트랜스크립트 누락)",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
    "여기에 번역을 입력하세요.",
    "[챕터 4 번역 삽입]",
    "(chunk 2/3 에서 계속)",
    "(위와 동일한 방식으로 계속)",
    "...",
    "내용 없음",
    "본문 생략",
)

PAGE_TEXT = r"(## 전체 번역\n\n).*"
INSTEAD_OF = (
    (PASSWORDS.target_index, chapter_text(3)),
    (LEAF.target_index, chapter_text(2)),
    (CHUNKING.target_index, chapter_text(4)),
    (PASSWORDS.page(4), PAGE_TEXT),
    (LEAF.page(3), PAGE_TEXT),
    (PASSWORDS.target_index, chapter_text(6)),
    (CHUNKING.target_index, chapter_text(8)),
    (OVEN.page, r"(## 프로그램\n\n).*?(?=\n## 다시)"),
    (LEAF.target_index, chapter_text(5)),
    (CHUNKING.page(2), PAGE_TEXT),
)


def chapter_placeholder() -> Iterator[Fault]:
    for note, (path, pattern) in zip(NOT_YET, cycle(INSTEAD_OF), strict=False):
        yield change(
            "chapter-placeholder chapter-empty model-residue",
            (path, pattern, rf"\g<1>{note}\n"),
            note=note,
        )
    yield from changes(
        "chapter-placeholder translation-incomplete source-timestamp-missing timestamp-gap chapter-end-uncovered",
        (PASSWORDS.target_index, r"\[9:30\] [^\n]*", "(이하 생략)"),
        (CHUNKING.target_index, r"\[18:30\] [^\n]*", "*(다음 청크에서 계속)*"),
        (CHUNKING.target_index, r"\[7:00\] [^\n]*", "[이후 내용은 다음 파트에서 번역]"),
        (LEAF.target_index, r"\[20:00\] [^\n]*", "(중략)"),
        (PASSWORDS.page(4), r"\[7:30\] [^\n]*", "... (나머지 생략) ..."),
        (PASSWORDS.target_index, r"\[3:30\] [^\n]*", "(이후 동일)"),
    )


def chapter_empty() -> Iterator[Fault]:
    yield from changes(
        "chapter-empty chapter-placeholder",
        (PASSWORDS.target_index, chapter_text(3), r"\1"),
        (LEAF.target_index, chapter_text(5), r"\1"),
        (CHUNKING.target_index, chapter_text(1), r"\1"),
        (PASSWORDS.page(2), r"(## 전체 번역\n).*", r"\1"),
        (LEAF.page(4), r"(## 전체 번역\n).*", r"\1"),
        (OVEN.page, r"(## 숫자가 말한 것\n).*?(?=## 프로그램)", r"\1\n"),
        (BROKEN_TEXT.page, r"(## 몇 줄로 고치기\n).*?(?=\n## )", r"\1"),
        (PASSWORDS.source(3), r"(\*\*요약\*\*[^\n]*\n).*", r"\1"),
        (LEAF.source_index, r"(## 4\. [^\n]*\n).*?(?=\n## )", r"\1"),
        (OVEN.source, r"(## What I Would Do Again\n).*", r"\1"),
        (PASSWORDS.page(6), r"(## 전체 번역\n).*", r"\1\n<!-- -->\n"),
        (LEAF.target_index, chapter_text(2), r"\1&nbsp;\n"),
    )


def text_truncated() -> Iterator[Fault]:
    yield from changes(
        "text-truncated summary-conflict tldr-conflict summary-missing translation-incomplete",
        (PASSWORDS.target_index, r"이제 여러분의 질문이 궁금하네요\.", "이제 여러분의 질"),
        (
            PASSWORDS.target_index,
            r" 대단히 감사합니다\. 이제 여러분의 질문이 궁금하네요\.",
            " 하나만 기억하신다면 케이크를",
        ),
        (LEAF.target_index, r"감사합니다\. 이제 기꺼이 질문을 받겠습니다\.", "감사합니다. 이제 기꺼이"),
        (OVEN.page, r"호밀로 해 보신다면 제게 편지를 써 주세요\.", "호밀로 해 보신다면 제"),
        (OVEN.page, r"전기 요금은 11% 올랐는데도 말입니다\.", "전기 요금은 11% 올랐"),
        (PASSWORDS.page(6), r"대단히 감사합니다\. 이제 여러분의 질문이 궁금하네요\.", "대단히 감사합니"),
        (LEAF.page(5), r"감사합니다\. 이제 기꺼이 질문을 받겠습니다\.\n", "감사"),
        (
            PASSWORDS.page(3),
            r" 모든 곳에 비밀번호 하나를 쓰는 것보다는 그래도 낫습니다\.",
            " 모든 곳에 비밀번호 하나를 쓰는 것보",
        ),
        (LEAF.page(2), r"저보다 컴퓨터가 맞을 때가 더 많습니다\.", "저보다 컴퓨"),
        (PASSWORDS.target_index, r"(### 3\. [^\n]*\n\n)[^\n]*", r"\1복잡한 기호보다 긴 문장이 왜 강한지 계산으로 보"),
        (PASSWORDS.page(1), r"(## 요약\n\n)[^\n]*", r"\1비밀번호가 새어 나가는 세 가지 길을 실제 사"),
        (
            PASSWORDS.target_index,
            r"(## TL;DR\n\n)[^\n]*",
            r"\1이 12분짜리 강의에서 나디아 오콘쿼는 비밀번호가 어떻게 새어 나가고 어떻게 지켜지는지 설명합니다."
            " **해시와 솔",
        ),
        (OVEN.source, r" Write to me if you try it with rye\.", " Write to me if you"),
        (
            LEAF.target_index,
            r"(?<=\[20:00\]).*?(?=\n)",
            " 그 뒤로 고리는 계속 커졌습니다. 이제 우리가 세는 유전자는 30개쯤이고, 제 연구팀의 잉리",
        ),
        (LIVE_QA.page, r"와 주신 모든 분께 감사드립니다\.", "와 주신 모든 분께 감"),
        (BROKEN_TEXT.page, r'대략 "바뀐 문자"라는 뜻입니다\.', '대략 "바뀐 문'),
        (
            CHUNKING.target_index,
            r"제가 모으고 있거든요\. 들어 주셔서 정말 감사합니다\. 다음 시간에 만납시다\.",
            "제가 모으고 있거",
        ),
        (CHUNKING.page(8), r"들어 주셔서 정말 감사합니다\. 다음 시간에 만납시다\.", "들어 주셔서 정"),
        (
            LEAF.page(4),
            r"나흘째 되던 날 그의 난초들은 노르웨이 난초가 되었습니다\.",
            "나흘째 되던 날 그의 난초들은 노르",
        ),
        (PASSWORDS.page(4), r"코드가 모두 그 코드로 지키던 메일 계정 안에 있었기 때문입니다\.", "코드가 모두 그"),
    )


def chapter_title_conflict() -> Iterator[Fault]:
    yield from changes(
        "chapter-title-conflict contents-out-of-sync title-heading-mismatch course-metadata-conflict anchor-broken",
        (PASSWORDS.target_index, r"(### 2\. )해시와 솔트", r"\1해시와 소금"),
        (PASSWORDS.target_index, r"(\n## 3\. )긴 것이 기발한 것을 이긴다", r"\1길이가 기발함을 이긴다"),
        (LEAF.target_index, r"(^4\. \[)밭에서 쓰는 시계", r"\1들판의 시계"),
        (LEAF.page(3), r'(titleKr: "3\. )[^"]*("[^#]*# 3\. )[^\n]*', r"\1날씨와 무관한 시계\2날씨와 무관한 시계"),
        (PASSWORDS.source(5), r'^title: "5\. Passkeys"', 'title: "5. Pass Keys"'),
        (CHUNKING.target_index, r"(### 6\. )모델이 거절할 때", r"\1거절하는 모델"),
        (PASSWORDS.source_index, r"(^3\. \[)Long Beats Clever", r"\1Long Beats Smart"),
        (LEAF.target_index, r"(\n## 1\. )[^\n]*", r"\1찬장 안의 미모사"),
        (PASSWORDS.source(4), r"(\n## 4\. )Two Steps", r"\1Two-Factor Steps"),
        (CHUNKING.page(5), r'(titleKr: "5\. )[^"]*("[^#]*# 5\. )[^\n]*', r"\1검색과 비용\2검색과 비용"),
    )


def chapter_count_mismatch() -> Iterator[Fault]:
    yield from changes(
        "chapter-count-mismatch course-metadata-conflict",
        (PASSWORDS.target_index, r"^totalChapters: 6", "totalChapters: 7"),
        (LEAF.target_index, r"^totalChapters: 5", "totalChapters: 15"),
        (PASSWORDS.source(3), r"챕터 3/6", "챕터 3/8"),
        (LEAF.source(2), r"^totalChapters: 5", "totalChapters: 4"),
        (PASSWORDS.source_index, r"^chapters: 6", "chapters: 5"),
        (LEAF.source_index, r"^chapters: 5", "chapters: 6"),
        (CHUNKING.target_index, r"^totalChapters: 8", "totalChapters: 6"),
        (CHUNKING.source(6), r"챕터 6/8", "챕터 6/9"),
    )


def marker_unbalanced() -> Iterator[Fault]:
    yield from changes(
        "marker-unbalanced",
        (PASSWORDS.target_index, r"<!-- SUMMARY_END -->\n", ""),
        (LEAF.target_index, r"<!-- FULL_TRANSLATION_END -->\n", ""),
        (CHUNKING.target_index, r"<!-- SUMMARY_START -->\n", ""),
        (
            PASSWORDS.target_index,
            r"<!-- FULL_TRANSLATION_START -->",
            "<!-- FULL_TRANSLATION_START -->\n<!-- FULL_TRANSLATION_START -->",
        ),
        (LEAF.target_index, r"<!-- SUMMARY_END -->", "<!-- SUMMARY_START -->"),
        (LIVE_QA.page, r"<!-- SUMMARY_END -->", "<!-- SUMARY_END -->"),
        (CHUNKING.target_index, r"<!-- FULL_TRANSLATION_END -->", "<!-- FULL_TRANSLATION_END"),
        (
            PASSWORDS.target_index,
            r"<!-- SUMMARY_END -->(.*?)<!-- FULL_TRANSLATION_START -->",
            r"<!-- FULL_TRANSLATION_START -->\1<!-- SUMMARY_END -->",
        ),
        (LEAF.target_index, r"<!-- SUMMARY_END -->", "<!-- SUMMARY_END -->\n\n<!-- SUMMARY_END -->"),
        (LIVE_QA.page, r"<!-- SUMMARY_START -->\n", ""),
    )


def section_missing() -> Iterator[Fault]:
    yield from changes(
        "section-missing summary-missing key-points-missing chapter-missing chapter-empty marker-unbalanced",
        (PASSWORDS.page(1), r"## 전체 번역\n.*", ""),
        (LEAF.page(3), r"## 전체 번역\n\n", ""),
        (PASSWORDS.target_index, r"## 챕터별 요약\n\n.*?(?=<!-- SUMMARY_END)", ""),
        (PASSWORDS.target_index, r"### 목차\n.*?\n---\n", ""),
        (PASSWORDS.target_index, r"## TL;DR\n.*?(?=\n## )", ""),
        (PASSWORDS.source(2), r"## 이 챕터 요약\n.*?\n---\n", ""),
        (LEAF.source(4), r"## 영어 원문 트랜스크립트\n\n", ""),
        (LEAF.target_index, r"## 전체 번역\n\n", ""),
        (PASSWORDS.source(5), r"## 전체 강의 요약 \(TL;DR\)\n.*?(?=\n## )", ""),
        (LEAF.page(1), r"## 요약\n.*?(?=\n---)", ""),
        (CHUNKING.target_index, r"<!-- FULL_TRANSLATION_START -->.*", ""),
    )


def heading_format_mixed() -> Iterator[Fault]:
    yield from changes(
        "heading-format-mixed contents-out-of-sync anchor-broken",
        (PASSWORDS.target_index, r"\n## 3\. [^\n]*", r"\n## 3. Long Beats Clever (긴 것이 기발한 것을 이긴다)"),
        (CHUNKING.target_index, r"\n## 4\. [^\n]*", r"\n## 4. 의미가 바뀌는 곳에서 나누기"),
        (LEAF.target_index, r"\n## 2\. [^\n]*", r"\n## 2. 서로를 끄고 켜는 유전자 (Genes That Switch Each Other)"),
        (PASSWORDS.target_index, r"\n## 6\. [^\n]*", r"\n## 6. 사고가 났을 때"),
        (LEAF.target_index, r"\n## 5\. [^\n]*", r"\n## Chapter 5: 우리가 모르는 것"),
        (
            CHUNKING.target_index,
            r"\n## 7\. [^\n]*",
            r"\n## 7. 측정하기: 9.11은 9.9가 아니다 (Measuring: 9.11 Is Not 9.9)",
        ),
        (PASSWORDS.target_index, r"\n## 2\. ", r"\n## 2) "),
        (LEAF.target_index, r"\n## 1\. ", r"\n### 1. "),
    )


def embedded_source_stale() -> Iterator[Fault]:
    yield from changes(
        "embedded-source-stale number-mismatch summary-conflict",
        (PASSWORDS.prompt, "17 minutes", "70 minutes"),
        (PASSWORDS.prompt, r"(\[7:30\])[^\n]*\n", ""),
        (PASSWORDS.prompt, r"^chapter: 4", "chapter: 5"),
        (PASSWORDS.prompt, r"- 인증 앱의 코드는[^\n]*\n", ""),
        (CHUNKING.prompt, "44,800 tokens", "44,800 words"),
        (PASSWORDS.source(4), "nine hours", "ten hours"),
        (CHUNKING.prompt, r"\[6:30\][^\n]*\n\n", ""),
        (PASSWORDS.prompt, "security key because", "security key since"),
        (CHUNKING.source(3), r"(\*\*요약\*\*: )고정 창은", r"\1고정된 창은"),
    )


def code_fence_unclosed() -> Iterator[Fault]:
    yield from changes(
        "code-fence-unclosed",
        (OVEN.page, r"(mean\(\)\)\n)```\n", r"\1"),
        (OVEN.source, r"(mean\(\)\)\n)```\n", r"\1"),
        (BROKEN_TEXT.page, r"(new\.txt\n)```\n", r"\1"),
        (BROKEN_TEXT.page, r"(return text\n)```\n", r"\1"),
        (PASSWORDS.prompt, r"(코드 \|\n\+-+\+-+\+\n)```\n", r"\1"),
        (OVEN.page, r"(mean\(\)\)\n)```\n", r"\1``\n"),
        (PASSWORDS.page(3), r"(## 전체 번역\n\n)", r"\1```\n"),
        (LEAF.target_index, r"(\n### 목차\n)", r"\n~~~\n\1"),
    )


ALL = (
    chapter_missing,
    chapter_duplicate,
    chapter_order,
    chapter_placeholder,
    chapter_empty,
    text_truncated,
    chapter_title_conflict,
    chapter_count_mismatch,
    marker_unbalanced,
    section_missing,
    heading_format_mixed,
    embedded_source_stale,
    code_fence_unclosed,
)
