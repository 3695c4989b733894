"""Particles against the sound before them: with and without morphology, and behind terms of the glossary."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from harness import FIXTURES, files_of
from llmdoc_lint.digests import code_digest
from llmdoc_lint.document import Document, Files
from llmdoc_lint.language.glossary import candidates
from llmdoc_lint.language.hangul import is_tail, sound_before
from llmdoc_lint.run import Request, run
from llmdoc_lint.settings import Settings, Term
from llmdoc_rules.translation import _morphology, particle_agreement

if TYPE_CHECKING:
    from collections.abc import Iterable

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
INDEX = "deep-dive-llms/kr/_index.md"


def document(text: str, path: str = "docs/x/kr/index.md", settings: Settings | None = None) -> Document:
    return Document(path, text.encode(), settings or Settings(), Files("/", "2026-03-01"))


def wrong(text: str) -> list[str]:
    """The particles that do not agree, with what is before them and what should stand there."""
    doc = document(text)
    check = particle_agreement.check
    return [
        f"{text[max(0, start - 3) : start]}[{text[start:end]}→{one.data['expected']}]"
        for one in check.check(doc, check.options())
        for _, start, end in (one.span,)
    ]


# -------------------------------------------------------------------------------- morphology

UNDECIDED = (
    "오늘의 교훈는 짧고 지금가 좋은 때입니다. 편지을 쓰는 전문가와 경로 이름을 봅니다. 마을을 지나 가까이 갑니다.\n"
)


@pytest.fixture
def without_morphology(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(particle_agreement, "available", lambda: False)


class Analyser:
    """Stands for kiwipiepy: sentences are as likely as the test says, and each 이 is a particle behind a noun."""

    def __init__(self, likelihood: dict[str, float]) -> None:
        self.likelihood = likelihood
        self.asked: list[str] = []

    def analyze(self, sentences: Iterable[str], top_n: int) -> list[list[tuple[list[Any], float]]]:
        assert top_n == 1
        sentences = list(sentences)
        self.asked += sentences
        return [[(self._tokens(one), self.likelihood.get(one, -50.0))] for one in sentences]

    def _tokens(self, sentence: str) -> list[Any]:
        return [
            type("Token", (), {"start": at, "len": 1, "form": char, "tag": "JKS" if char == "이" else "NNG"})
            for at, char in enumerate(sentence)
        ]


@pytest.fixture
def analyser(monkeypatch: pytest.MonkeyPatch) -> Analyser:
    fake = Analyser({})
    monkeypatch.setattr(_morphology, "available", lambda: True)
    monkeypatch.setattr(_morphology, "_analyser", lambda: fake)
    monkeypatch.setattr(particle_agreement, "available", lambda: True)
    return fake


def test_what_form_alone_does_not_decide_is_left_alone(without_morphology: None) -> None:
    assert wrong("지금가 좋은 때입니다. 예언가 한 사람을 봅니다.\n") == []


def test_morphology_decides_by_how_likely_the_other_form_is(analyser: Analyser) -> None:
    text = "지금가 좋습니다. 예언가 이야기.\n"
    analyser.likelihood = {"지금이 좋습니다.": -40.0, "예언이 이야기.": -46.0}
    assert wrong(text) == ["지금[가→이]"]
    assert sorted(analyser.asked) == sorted(
        ("지금가 좋습니다.", "지금이 좋습니다.", "예언가 이야기.", "예언이 이야기.")
    )


def test_morphology_is_asked_about_what_is_in_doubt_only(analyser: Analyser) -> None:
    assert wrong("토큰를 셉니다. 있는 것을 봅니다. 모델은 토큰을 읽습니다.\n") == ["토큰[를→을]"]
    assert analyser.asked == []


def test_morphology_wants_a_particle_behind_a_noun(analyser: Analyser) -> None:
    change = _morphology.Change("지금가 좋다.", 2, 3, "은")
    analyser.likelihood = {"지금은 좋다.": -1.0}
    assert _morphology.are_particles([change]) == [False]
    assert _morphology.are_particles([]) == []


def test_without_the_library_nothing_is_a_particle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_morphology, "available", lambda: False)
    assert _morphology.are_particles([_morphology.Change("지금가 좋다.", 2, 3, "이")]) == [False]


def test_long_sentences_are_cut(analyser: Analyser) -> None:
    assert wrong("가나다 " * 300 + "지금가 " + "라마바 " * 300 + "\n") == []
    assert max(map(len, analyser.asked)) <= 2 * 200 + 1


def test_the_library_agrees() -> None:
    pytest.importorskip("kiwipiepy")
    assert wrong(UNDECIDED) == [" 교훈[는→은]", " 지금[가→이]", " 편지[을→를]"]


@pytest.mark.parametrize("case", sorted((FIXTURES / "clean").rglob("kr/*.md")), ids=lambda path: path.name)
def test_the_library_finds_nothing_in_sound_text(case: Path) -> None:
    pytest.importorskip("kiwipiepy")
    assert wrong(case.read_bytes().decode()) == []


def test_results_with_the_library_have_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is cached without the library is not used with it, nor with another version."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "__init__.py").write_text('LIBRARIES = ("some_library",)\n', encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    __import__("pack")
    try:
        names = [code_digest(["pack"])]
        (tmp_path / "some_library").mkdir()
        (tmp_path / "some_library" / "__init__.py").write_text("", encoding="utf-8")
        for version in ("1.0", "1.1"):
            shutil.rmtree(tmp_path / "some_library-1.0.dist-info", ignore_errors=True)
            (tmp_path / f"some_library-{version}.dist-info").mkdir()
            sys.path_importer_cache.clear()
            names.append(code_digest(["pack"]))
        assert len(set(names)) == 3
        assert code_digest(["pack"]) == names[-1]
    finally:
        del sys.modules["pack"]


def test_the_pack_names_its_library() -> None:
    import llmdoc_rules

    assert _morphology.LIBRARY in llmdoc_rules.LIBRARIES


# ---------------------------------------------------------------------------------- glossary

GLOSSARY = (
    Term("parameter", "매개변수", ("파라미터",)),
    Term("base model", "기본 모델", ("베이스 모델",)),
    Term("Hugging Face", "허깅페이스", ("Hugging Face",)),
    Term("human labeler", "인간 라벨러", ("사람 라벨러",)),
)
# The same places, with terms that end in other sounds: all particles must change.
OTHER_SOUNDS = (
    Term("parameter", "모수값", ("파라미터", "매개변수")),
    Term("base model", "밑바탕 기계", ("베이스 모델", "기본 모델")),
    Term("token", "말 조각", ("토큰",)),
    Term("data", "자룟값", ("데이터",)),
    Term("human labeler", "라벨 담당", ("사람 라벨러", "인간 라벨러")),
)


def fixed(root: Path, glossary: tuple[Term, ...], *rules: str) -> tuple[str, str]:
    """The corpus's index before and after `--fix` with a glossary."""
    shutil.copytree(CORPUS, root)
    before = (root / INDEX).read_bytes().decode()
    run(Request(str(root), Settings(glossary=glossary), select=rules, fix=2, today="2026-03-01"))
    return before, (root / INDEX).read_bytes().decode()


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project")
@pytest.mark.parametrize("glossary", [GLOSSARY, OTHER_SOUNDS], ids=["agreed", "other_sounds"])
def test_terms_of_the_corpus_and_their_particles(tmp_path: Path, glossary: tuple[Term, ...]) -> None:
    before, after = fixed(tmp_path / "corpus", glossary, "term-inconsistent")
    assert wrong(before) == wrong(after) == []
    for term in glossary:
        for form in term.avoid:
            assert [line for line in after.split("\n") if form in line and not stays(form, line)] == []
        assert after.count(term.use) > before.count(term.use)


def stays(form: str, line: str) -> bool:
    """Whether the line has the form in a heading, a link, a quotation or a longer word only."""
    if line.startswith("#") or "](" in line:
        return True
    sound = sound_before(form, len(form))
    bare = re.sub(r'"[^"]*"|“[^”]*”', "", line)
    return not any(
        is_tail(match[1], sound) for match in re.finditer(rf"(?<![가-힣A-Za-z0-9]){re.escape(form)}([가-힣]*)", bare)
    )


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project")
def test_the_corpus_offers_candidates() -> None:
    docs = [
        document(path.read_bytes().decode("utf-8", "surrogateescape"), path.relative_to(CORPUS).as_posix())
        for path in files_of(CORPUS)
        if path.suffix == ".md"
    ]
    assert set(candidates(docs)["Llama 3.1 Base Model Inference"]) == {"베이스 모델", "기본 모델"}


def test_candidates() -> None:
    docs = [
        document("# 강의\n\n## 1. Base Model (베이스 모델)\n\n## 2. Token (토큰)\n\n## 3. Loss (손실)\n"),
        document("# 1. base model (기본 모델)\n", "docs/x/kr/a.md"),
        document("# 2. 토 큰 (Token)\n", "docs/x/kr/b.md"),
        document("# 베이스 모델 (Base Model)\n", "docs/y/kr/index.md"),
        document("# 3. 비용\n", "docs/y/kr/c.md"),  # another course
        document("## Token (토큰) [[token]]\n\n## Loss (손실) {#loss}\n", "docs/z/kr/index.md"),
        document('---\ntitle: "4. Base Model"\ntitleKr: "4. 기본 모델"\nchapter: 4\n---\n', "docs/y/kr/d.md"),
    ]
    assert candidates(docs) == {"Base Model": {"기본 모델": 2, "베이스 모델": 2}}


def test_candidates_of_long_titles_are_the_terms_in_them() -> None:
    docs = [
        document(
            "# 강의\n\n## 1. How to Run a Base Model (베이스 모델을 돌리는 법)\n\n# 1. 기본 모델을 돌리는 법\n",
            "docs/x/kr/_index.md",
        ),
        document(
            "## 1. What We Will Have Learned (우리가 배운 것)\n## 1. What We Will Have Learned (끝으로)\n", "a/kr/b.md"
        ),
    ]
    assert candidates(docs) == {"How to Run a Base Model": {"기본 모델": 1, "베이스 모델": 1}}


def article(side: str, name: str, *titles: str) -> Document:
    key = "originalTitle" if side == "kr" else "source_type"
    head = f'---\ntitle: "{titles[0]}"\n{key}: "web"\n---\n\n'
    return document(head + "".join(f"## {title}\n\n" for title in titles), f"docs/{name}/{side}/index.md")


def test_candidates_of_articles_are_the_headings_in_one_place() -> None:
    docs = [
        article("eng", "a", "Garden", "🌱 Further Reading", "1. Watering", "2. Soil Check", "Rose (Mini)"),
        article("kr", "a", "정원", "🌱 더 읽을거리", "1. 물 주기", "2. 흙 살피기", "장미 (Mini)"),
        article("eng", "b", "Field", "Further Reading:", "1. Seeds", "1. Watering", "Tulip (Mini)"),
        article("kr", "b", "밭", "**추가 자료**", "1. 씨앗", "1. 물 주기의 모든 것", "튤립 (Mini)"),
        article("eng", "c", "Pond", "Further Reading"),
        article("kr", "c", "연못", "더 읽을거리", "덧붙인 것"),  # other headings than its source
    ]
    assert candidates(docs) == {"Further Reading": {"더 읽을거리": 1, "추가 자료": 1}}


def test_what_many_titles_have_in_brackets_renders_none_of_them() -> None:
    pages = [
        document(f"# {name} ({where})\n", f"docs/{number}/kr/{name}.md")
        for number, where in enumerate(("함수형", "호환용"))
        for name in ("add", "map", "find", "drop")
    ]
    assert candidates(pages) == {}


def candidate_endings(*titles: str) -> list[str]:
    english = "What Every Reader Should Know"
    text = "".join(f"## 1. {english} ({title})\n" for title in titles)
    return sorted(candidates([document(text), document("# 2. 모델 (Model)\n", "b/kr/index.md")])[english])


def test_candidates_end_in_no_particle() -> None:
    assert candidate_endings("큰 데이터에서 배우기", "빅 데이터에서 배우기") == ["빅 데이터", "큰 데이터"]
    assert candidate_endings("큰 모델의 모든 것", "대형 모델의 모든 것") == ["대형 모델", "큰 모델"]  # 모델 is known
    # Ends of words and of verbs.
    assert candidate_endings("새 민주주의 읽기", "신 민주주의 읽기") == ["새 민주주의", "신 민주주의"]
    assert candidate_endings("빠른 고속도로 주행", "급한 고속도로 주행") == ["급한 고속도로", "빠른 고속도로"]
    assert candidate_endings("함께 만드는 방법", "같이 만드는 방법") == ["같이 만드는", "함께 만드는"]
    assert candidate_endings("큰 마을 이야기", "넓은 마을 이야기") == ["넓은 마을", "큰 마을"]
