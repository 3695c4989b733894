"""Faults of summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.faults.table import CHUNKING, LEAF, LIVE_QA, PASSWORDS, change, changes, find, swap, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.faults.table import Fault


def summary_missing() -> Iterator[Fault]:
    yield from changes(
        "summary-missing section-missing",
        (PASSWORDS.page(1), r"(## 요약\n).*?(?=\n## 핵심)", r"\1"),
        (LEAF.page(2), r"(## 요약\n\n)[^\n]*\n\n(\*\*핵심)", r"\1\2"),
        (PASSWORDS.target_index, r"(### 3\. [^\n]*\n).*?(?=\n---)", r"\1"),
        (LEAF.target_index, r"(### 5\. [^\n]*\n\n)[^\n]*\n\n", r"\1"),
        (PASSWORDS.target_index, r"(## 4\. [^\n]*\n\n)\*\*요약\*\*[^\n]*\n\n", r"\1"),
        (LEAF.target_index, r"(## 2\. [^\n]*\n\n\*\*요약\*\*:)[^\n]*", r"\1"),
        (PASSWORDS.source(3), r"(## 이 챕터 요약\n).*?(?=\n---)", r"\1\n\n"),
        (LEAF.source(1), r"(## 전체 강의 요약 \(TL;DR\)\n).*?(?=\n## )", r"\1\n"),
        (PASSWORDS.target_index, r"(## TL;DR\n).*?(?=\n## )", r"\1\n"),
        (PASSWORDS.page(5), r"## 요약\n.*?(?=\n---)", ""),
        (LEAF.page(4), r"(## 요약\n\n)[^\n]*", r"\1(요약 예정)"),
        (PASSWORDS.page(6), r"(## 요약\n\n)[^\n]*", r"\1TODO"),
        (LIVE_QA.page, r"(## TL;DR\n).*?(?=\n## )", r"\1\n"),
        (LEAF.source(5), r"\*\*요약\*\*: [^\n]*", "**요약**:"),
        (PASSWORDS.page(2), r"(## 요약\n\n)[^\n]*", r"\1..."),
    )


def summary_number_unsupported() -> Iterator[Fault]:
    yield from changes(
        "summary-number-unsupported summary-conflict",
        (PASSWORDS.page(1), "유출 사고의 64%", "유출 사고의 46%"),
        (PASSWORDS.target_index, "직원 12명이", "직원 21명이"),
        (PASSWORDS.target_index, "약 52비트", "약 62비트"),
        (LEAF.target_index, "1729년 드 메랑", "1792년 드 메랑"),
        (LEAF.page(3), "12도와 27도", "12도와 37도"),
        (PASSWORDS.page(5), "14초에서 5초", "14분에서 5초"),
        (PASSWORDS.target_index, r"16바이트면", "32비트면"),
        (PASSWORDS.target_index, "평균 204일", "평균 240일"),
        (LEAF.target_index, r"주기를 21시간으로", "주기를 12시간으로"),
        (LEAF.page(2), "돌연변이 toc1은 21시간", "돌연변이 toc1은 19시간"),
        (CHUNKING.target_index, "H100 한 대로 11시간", "H100 한 대로 12시간"),
        (CHUNKING.page(7), "재귀적 분할 83%", "재귀적 분할 93%"),
        (LIVE_QA.page, "하루 40건에서 3건", "하루 400건에서 3건"),
        (PASSWORDS.target_index, r"첫 10분은", "첫 30분은"),
        (LEAF.page(4), "절반만", "4분의 1만"),
        (PASSWORDS.target_index, "단어 여섯 개가 기호", "단어 일곱 개가 기호"),
        (PASSWORDS.page(3), "단어 여섯 개는", "단어 열 개는"),
        (LEAF.target_index, "약 22시간", "약 26시간"),
        (PASSWORDS.target_index, "90일마다", "30일마다"),
        (PASSWORDS.source(4), "30초마다 바뀜", "60초마다 바뀜"),
        (CHUNKING.source(3), "44,800개", "48,400개"),
    )


def summary_name_unsupported() -> Iterator[Fault]:
    yield from changes(
        "summary-name-unsupported summary-conflict tldr-conflict",
        (PASSWORDS.target_index, "오콘쿼는 병원에서 겪은", "오콘쿼는 마이크로소프트에서 겪은"),
        (PASSWORDS.page(2), "bcrypt와 Argon2", "bcrypt와 Scrypt"),
        (LEAF.target_index, "CCA1과 TOC1이 서로", "CCA1과 PER2가 서로"),
        (LEAF.target_index, "드 메랑은 미모사를", "찰스 다윈은 미모사를"),
        (LEAF.page(4), "비행기로 옮긴 난초", "BASF가 옮긴 난초"),
        (CHUNKING.target_index, "GPT-4의 토크나이저는", "PaLM의 토크나이저는"),
        (CHUNKING.page(7), "아멜리 뒤퐁의", "클로에 로랑의"),
        (PASSWORDS.target_index, "문자 메시지, 인증 앱, 보안 키의", "문자 메시지, Google Authenticator, YubiKey의"),
        (PASSWORDS.page(6), "신고한 사람을 칭찬", "에드워드 스노든을 칭찬"),
        (LEAF.page(2), "아침 유전자 CCA1", "아침 유전자 LHY"),
        (LIVE_QA.page, "클로에 로랑은 모델에게", "얀 르쿤은 모델에게"),
        (LEAF.target_index, "온도 보상", "페로몬 보상"),
    )


def summary_conflict() -> Iterator[Fault]:
    yield from changes(
        "summary-conflict",
        (PASSWORDS.page(1), r"(## 요약\n\n)[^\n]*", r"\1비밀번호가 유출되는 과정을 서버 공격의 관점에서 설명합니다."),
        (LEAF.source(3), r"(## 이 챕터 요약\n\n)[^\n]*", r"\1식물의 시계가 온도에 따라 어떻게 빨라지는지 설명합니다."),
        (PASSWORDS.target_index, r"(### 4\. [^\n]*\n\n)[^\n]*", r"\1문자 메시지와 인증 앱이 왜 위험한지 다룹니다."),
        (LEAF.page(5), r"^- 다음 강의의 주제는 냄새", "- 다음 강의의 주제는 뿌리"),
        (PASSWORDS.source(6), r"^- 신고한 사람을 칭찬할 것", "- 신고한 사람을 벌할 것"),
        (CHUNKING.page(2), r"- 이모지 하나가 여러 문자일 수 있음\n", "- 이모지 하나는 항상 한 문자임\n"),
        (PASSWORDS.source(2), r"(\*\*요약\*\*: )[^\n]*", r"\1서버가 비밀번호를 어떻게 암호화하는지 다룹니다."),
        (LEAF.page(1), r"(## 요약\n\n)[^\n]*", r"\1미모사 실험으로 식물의 시계를 소개하고, 빛의 역할을 설명합니다."),
        (LEAF.target_index, r"^- 제초제는 아침에 절반만 써도 됨\n", ""),
        (PASSWORDS.page(4), r"^- 문자 메시지 코드는[^\n]*\n", ""),
    )


def key_points_missing() -> Iterator[Fault]:
    yield from changes(
        "key-points-missing",
        (PASSWORDS.page(1), r"## 핵심 포인트\n.*?(?=\n---)", ""),
        (LEAF.page(2), r"\*\*핵심 개념:\*\*\n.*?(?=\n---)", ""),
        (PASSWORDS.target_index, r"(### 3\. .*?)\*\*핵심 포인트:\*\*\n.*?(?=\n---)", r"\1"),
        (LEAF.target_index, r"(### 4\. .*?\*\*핵심 포인트:\*\*\n).*?(?=\n---)", r"\1"),
        (PASSWORDS.page(5), r"(## 핵심 포인트\n\n).*?(?=\n---)", r"\1"),
        (PASSWORDS.source(2), r"\*\*핵심 포인트:\*\*\n.*?(?=\n---)", ""),
        (CHUNKING.page(4), r"## 핵심 포인트\n.*?(?=\n---)", ""),
        (PASSWORDS.page(3), r"(## 핵심 포인트\n\n).*?(?=\n---)", r"\1- \n"),
        (LIVE_QA.page, r"## 핵심 포인트\n.*?(?=\n<!--)", ""),
    )


def tldr_conflict() -> Iterator[Fault]:
    yield from changes(
        "tldr-conflict embedded-source-stale summary-number-unsupported",
        (PASSWORDS.source(2), r"이 12분짜리 강의에서", "이 15분짜리 강의에서"),
        (LEAF.source(1), r"농업에서 시계를 어떻게 쓰는지 보여 줍니다", "의학에서 시계를 어떻게 쓰는지 보여 줍니다"),
        (
            PASSWORDS.source(6),
            r"(## 전체 강의 요약 \(TL;DR\)\n\n)[^\n]*",
            r"\1나디아 오콘쿼가 비밀번호 관리의 기본을 소개하는 짧은 강의입니다.",
        ),
        (CHUNKING.source(4), r"재현율 측정까지 다룹니다", "정밀도 측정까지 다룹니다"),
        (PASSWORDS.target_index, r"(## TL;DR\n\n)([^\n]*)\. \*\*해시", r"\1\2. **암호화와 해시"),
        (LEAF.source(4), r"\*\*미모사 실험\*\*에서 시작해", "**해바라기 실험**에서 시작해"),
        (CHUNKING.prompt, r"512/64 규칙\)과", "256/64 규칙)과"),
        (LEAF.target_index, r"(## TL;DR\n\n)[^\n]*", r"\1식물의 생체 시계를 다루는 강의입니다."),
    )


def summary_misplaced() -> Iterator[Fault]:
    for path, one, other in (
        (PASSWORDS.target_index, 2, 5),
        (LEAF.target_index, 1, 4),
        (CHUNKING.target_index, 3, 6),
        (CHUNKING.target_index, 2, 7),
        (LEAF.target_index, 2, 3),
    ):
        yield change(
            "summary-misplaced summary-conflict summary-number-unsupported summary-name-unsupported",
            swap(path, r"### {0}\. [^\n]*\n(.*?)\n---", one, other),
            note=f"the summaries of {one} and {other} swapped",
        )
    for path, one, other in (
        (PASSWORDS.target_index, 2, 5),
        (LEAF.target_index, 1, 4),
        (CHUNKING.target_index, 3, 6),
        (CHUNKING.target_index, 2, 5),
    ):
        yield change(
            "summary-misplaced chapter-title-conflict source-timestamp-missing timeline-drift number-mismatch"
            " translation-incomplete",
            swap(path, r"\n## {0}\. [^\n]*\n\n\*\*요약\*\*[^\n]*\n\n(.*?)\n---", one, other),
            note=f"the texts of {one} and {other} swapped, their stamps with them",
        )
    for course, one, other in ((PASSWORDS, 2, 5), (LEAF, 1, 3), (CHUNKING, 4, 6)):
        for heading, pattern, rules in (
            (
                "전체 번역",
                r"## 전체 번역\n(.*)",
                "summary-misplaced chapter-duplicate text-repeated timestamp-outside-chapter translation-incomplete"
                " number-mismatch",
            ),
            (
                "요약",
                r"## 요약\n(.*?)(?=\n---)",
                "summary-misplaced summary-conflict summary-number-unsupported",
            ),
        ):
            taken = find(course.page(one), pattern)[0]
            yield change(
                rules,
                (course.page(other), pattern, verbatim(taken)),
                note=f"with the {heading} of chapter {one}",
            )


ALL = (
    summary_missing,
    summary_number_unsupported,
    summary_name_unsupported,
    summary_conflict,
    key_points_missing,
    tldr_conflict,
    summary_misplaced,
)
