"""Proper names in Korean prose: what is one, what only looks like one, and what a body of text mentions."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from llmdoc_lint.language.names import Gloss, glosses_of, index_names, mentions, names

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"


def found(text: str) -> str:
    return " | ".join(n.text for n in names(text))


def keys(text: str) -> list[str]:
    return [n.key for n in names(text)]


# The text, then the names in it, in order.
NAMES = [
    ("OpenAI의 모델", "OpenAI"),
    ("오픈AI의 모델", "오픈AI"),
    ("오픈에이아이가 발표한", "오픈에이아이"),
    ("구글은 검색을", "구글"),
    ("구글, 애플", "구글 | 애플"),
    ("앤트로픽의 클로드와 대화", "앤트로픽 | 클로드"),
    ("앤스로픽이 만든", "앤스로픽"),
    ("제미니와 제미나이", "제미니 | 제미나이"),
    ("딥마인드의 알파고와 알파제로를 통해", "딥마인드 | 알파고 | 알파제로"),
    ("딥시크는 중국의", "딥시크"),
    ("엔비디아에서", "엔비디아"),
    ("허깅페이스로 내려받아", "허깅페이스"),
    ("허깅 페이스에 올렸다", "허깅 페이스"),
    ("안드레이 카르파티는", "안드레이 카르파티"),
    ("카파시가 말하길", "카파시"),
    ("일론 머스크가", "일론 머스크"),
    ("이세돌과 둔 바둑", "이세돌"),
    ("파이썬으로 짠", "파이썬"),
    ("트위터)에서", "트위터"),
    ("ChatGPT와 같은", "ChatGPT"),
    ("ChatGPT, Claude, Gemini", "ChatGPT | Claude | Gemini"),
    ("Claude(Anthropic), Gemini(Google)", "Claude | Anthropic | Gemini | Google"),
    ("GPT-4o와 GPT-2", "GPT-4o | GPT-2"),
    ("Llama 3.1을", "Llama"),
    ("DeepSeek R1 모델", "DeepSeek"),
    ("DeepSeek-R1 모델", "DeepSeek-R1"),
    ("LM Studio로 실행", "LM Studio"),
    ("LMSys Chatbot Arena의 순위", "LMSys Chatbot Arena"),
    ("Common Crawl에서 시작해", "Common Crawl"),
    ("FineWeb 데이터셋", "FineWeb"),
    ("Hugging Face의 FineWeb", "Hugging Face | FineWeb"),
    ("OpenRouter 같은 서비스", "OpenRouter"),
    ("로컬의 Ollama 등", "Ollama"),
    ("together.ai, hyperbolic", "together.ai"),
    ("llm.c로 재현", "llm.c"),
    ("Bing.com에서", "Bing.com"),
    ("Excalidraw로 그린", "Excalidraw"),
    ("Jane Austen의 소설", "Jane Austen"),
    ("chat.openai.com에 가면", "chat.openai.com"),
    ("AI News 뉴스레터", "AI News"),
    ("Tiktokenizer로 확인", "Tiktokenizer"),
    ("Andrej Karpathy의 강의", "Andrej Karpathy"),
    ("NVIDIA의 H100", "NVIDIA"),
    ("ZebraForge라는 도구", "ZebraForge"),
    ("Quandril이 만든", "Quandril"),
    ("Karol Zimnik의 글", "Karol Zimnik"),
    ("Node.js와 Next.js", "Node.js | Next.js"),
    ("scikit-learn과 PyTorch", "scikit-learn | PyTorch"),
    ("DeepSeek-R1-0528과 Qwen2.5", "DeepSeek-R1-0528 | Qwen2.5"),
    ("Llama3과 GPT-3.5", "Llama3 | GPT-3.5"),
    ('"OpenAI 데이터 라벨러의 시뮬레이션"', "OpenAI"),
]

NOT_NAMES = {
    "acronyms": [
        "RL",
        "SFT와 RLHF",
        "LLM을",
        "LLMs",
        "GPUs",
        "API",
        "GPU 클러스터",
        "BPE",
        "MLP 블록",
        "PII 제거",
        "URL",
        "UTF-8",
        "HTML",
        "TCP/IP",
        "USB",
        "PhD",
        "SaaS",
        "ReLU",
        "LoRA",
        "MoE",
        "RoPE",
        "AI",
        "UX",
        "IDs",
    ],
    "models' numbers and identifiers": [
        "R1",
        "H100",
        "o1",
        "o3",
        "x1, x2",
        "fp8",
        "bf16",
        "cl100k",
        "u2s",
        "8X",
        "T",
        "X",
    ],
    "terms": [
        "Chain of Thought",
        "Jagged Intelligence",
        "Transformer",
        "Tokenization",
        "Attention",
        "Introduction",
        "Grand Summary",
        "Preview of Things to Come",
        "Neural Network",
        "강화학습 (Reinforcement Learning)",
        "추론 (Inference)",
        "Softmax",
        "들쭉날쭉한 지능(Jagged Intelligence)",
        "Keeping Track of LLMs",
        "Where to Find LLMs",
        "Base Model",
        "Prompt",
        "Embedding",
        "Pretraining Data (Internet)",
        "Swiss Cheese",
        "Top",
        "Hello",
        "World",
        "사후학습(Alignment)",
        "가드레일(Guardrail)",
    ],
    "ordinary words with a capital": [
        "Latency",
        "Throughput",
        "Chatbot",
        "Artifacts",
        "Bitter Lesson",
        "Monte Carlo",
        "Adam",
        "Elo 점수",
        "Ctrl",
        "Encoder",
        "Reward Hacking",
        "Scratchpad",
        "Vision Transformer",
        "Wall Street",
        "Alignment",
        "Sandbox",
    ],
    "file names": ["CLAUDE.md", "main.py", "train.c", "README.md", "index.js", "AgentConfig.yaml"],
    "lower case": [
        "strawberry",
        "ubiquitous",
        "hyperbolic",
        "loss",
        "hello world",
        "the single",
        "gemini",
        "reward function",
    ],
    "Hangul that begins like a name": [
        "구글링",
        "애플리케이션",
        "메타데이터",
        "메타 학습",
        "커서가 깜빡인다",
        "윈도우에 넣고",
        "라마다",
        "소라를 먹고",
        "파이를 굽는다",
        "람다 함수",
        "비전 모델",
        "오퍼스트",
        "대구글씨",
        "노션",
        "자바",
        "빙",
        "줌",
        "클립",
        "달리 말하면",
        "모달 창",
    ],
    "addresses": [
        "[링크](https://OpenRouter.ai/docs)",
        "https://Ollama.com/x",
        "[목차](#OpenRouter)",
        "someone@OpenRouter.ai",
    ],
    "English sentences": [
        "the Quandril of this is nothing",
        "He said that Zimnik was here",
    ],
}


@pytest.mark.parametrize(("text", "want"), NAMES, ids=[row[0] for row in NAMES])
def test_a_name_is_found_without_its_particle(text: str, want: str) -> None:
    assert found(text) == want


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{k}: {t}") for k, ts in NOT_NAMES.items() for t in ts])
def test_a_look_alike_is_not_a_name(text: str) -> None:
    assert found(text) == ""
    assert found(f"이것은 {text} 그리고") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OpenAI", "오픈AI"),
        ("Google", "구글"),
        ("Gemini", "제미니"),
        ("Gemini", "제미나이"),
        ("Anthropic", "앤트로픽"),
        ("앤스로픽", "앤트로픽"),
        ("DeepMind", "딥마인드"),
        ("AlphaGo", "알파고"),
        ("AlphaZero", "알파제로"),
        ("Ollama", "올라마"),
        ("Bitcoin", "비트코인"),
        ("Johns Hopkins", "존 홉킨스"),
        ("Hugging Face", "허깅페이스"),
        ("HuggingFace", "허깅 페이스"),
        ("NVIDIA", "엔비디아"),
        ("Nvidia", "엔비디아"),
        ("Karpathy", "카르파티"),
        ("Andrej Karpathy", "카파시"),
        ("GPT-4o", "GPT-2"),
        ("DeepSeek-R1", "딥시크"),
        ("Llama3", "Llama"),
        ("LM Arena", "LMSys Chatbot Arena"),
        ("together.ai", "Together AI"),
        ("ChatGPT", "챗GPT"),
    ],
)
def test_two_spellings_of_one_name_share_their_key(one: str, other: str) -> None:
    assert keys(one) == keys(other) != []


MENTIONED = [
    ("OpenAI", "오픈AI가 만든"),
    ("오픈AI", "OpenAI가 만든"),
    ("구글", "Google의 모델"),
    ("Gemini", "제미나이를 쓰면"),
    ("Anthropic", "앤트로픽은"),
    ("Claude", "클로드에게"),
    ("Llama 3.1", "llama 3 2 instruct를"),
    ("Llama", "라마 모델"),
    ("GPT-4o", "ChatGPT 4o 말고 gpt 4라면"),
    ("together.ai", "투게더에서"),
    ("together.ai", "Together라는 곳"),
    ("LM Studio", "lm studio를 켜고"),
    ("LMSys Chatbot Arena", "LM Arena라는 순위표"),
    ("Common Crawl", "커먼 크롤이라는"),
    ("FineWeb", "fineweb을"),
    ("OpenRouter", "open router를"),
    ("OpenRouter", "오픈라우터를"),
    ("ZebraForge", "지브라포지라는 도구"),
    ("ZebraForge", "zebraforge를"),
    ("Quandril", "콴드릴이 만든"),
    ("Vercel", "버셀에 올린다"),
    ("Suno", "수노로 만든 노래"),
    ("Zapier", "재피어를"),
    ("Karol Zimnik", "짐닉의 글"),
    ("Cursor", "커서를 설치"),
    ("알파고", "AlphaGo는"),
    ("알파고", "알파고에서"),
    ("안드레이 카르파티", "Andrej Karpathy의 강의"),
    ("카르파티", "카파시의 강의"),
    ("딥시크", "deepseek r1을"),
]
UNMENTIONED = [
    ("알파제로", "알파고는 바둑에서 이겼다"),
    ("OpenRouter", "together.ai와 hyperbolic에서 모델을 쓴다"),
    ("Ollama", "LM Studio로 알림을 받고 라마를 실행한다"),
    ("Anthropic", "OpenAI와 구글은 다르다"),
    ("Mistral", "모델을 미세하게 조정한다"),
    ("Quandril", "이것은 간단한 도구를 만든 이야기다"),
    ("ZebraForge", "재미있는 보고서를 쓴다"),
    ("Hugging Face", "얼굴을 본다"),
    ("엔비디아", "GPU를 만드는 회사"),
    ("딥마인드", "강화학습을 한다"),
]


@pytest.mark.parametrize(("name", "body"), MENTIONED, ids=[f"{n} in {b}" for n, b in MENTIONED])
def test_any_trace_is_a_mention(name: str, body: str) -> None:
    index = index_names(body)
    assert all(mentions(n, index) for n in names(name))
    assert names(name)


@pytest.mark.parametrize(("name", "body"), UNMENTIONED, ids=[f"{n} in {b}" for n, b in UNMENTIONED])
def test_no_trace_is_no_mention(name: str, body: str) -> None:
    index = index_names(body)
    assert not any(mentions(n, index) for n in names(name))
    assert names(name)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("팔콘셋(FalconSet)은", Gloss("팔콘셋", "FalconSet")),
        ("이것은 팔콘셋 (FalconSet)", Gloss("팔콘셋", "FalconSet")),
        ("FalconSet(팔콘셋)을", Gloss("팔콘셋", "FalconSet")),
        ("카롤 짐닉 (Karol Zimnik)", Gloss("카롤 짐닉", "Karol Zimnik")),
        ("강화학습 (Reinforcement Learning)", None),
        ("추론(Inference)", None),
        ("대규모 언어 모델(LLM)", None),
        ("정말(Really)", None),
        ("도구(ZebraForge)", None),
    ],
)
def test_a_gloss_sounds_alike_on_both_sides(text: str, want: Gloss | None) -> None:
    assert glosses_of(text) == ((want,) if want else ())


def test_a_gloss_makes_its_hangul_side_a_name() -> None:
    glosses = glosses_of("팔콘셋(FalconSet)은 데이터셋이다")
    (name,) = names("요약: 팔콘셋을 쓴다", glosses=glosses)
    assert (name.text, name.script) == ("팔콘셋", "hangul")
    assert mentions(name, index_names("본문은 FalconSet을 쓴다", glosses=glosses))
    assert not mentions(name, index_names("본문은 아무것도 쓰지 않는다", glosses=glosses))


def test_a_body_may_be_in_parts() -> None:
    text = "앞의 OpenRouter와 뒤의 Ollama"
    cut = text.index("뒤의")
    index = index_names(text, [(cut, len(text))])
    assert [n.text for n in names(text) if not mentions(n, index)] == ["OpenRouter"]


def test_a_part_of_a_text_can_be_read() -> None:
    text = "구글과 OpenAI와 애플"
    assert [text[n.start : n.end] for n in names(text, text.index("OpenAI"), text.index("애플"))] == ["OpenAI"]


@pytest.mark.parametrize(
    "text",
    [
        "A" * 100_000,
        "Aa" * 50_000,
        "Aa " * 30_000,
        "Aa." * 30_000,
        "Aa-" * 30_000,
        "(" * 100_000,
        "가 " * 50_000,
        "가나 (Ab" * 12_000,
        "](" * 50_000,
        "](a" * 30_000,
        "http://" * 15_000,
        "a@" * 50_000,
        "오픈" * 50_000,
        "OpenAI " * 15_000,
        "가나다라마(Abcdef)" * 7_000,
    ],
    ids=lambda text: f"{text[:12]}...",
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    begin = time.process_time()
    glosses = glosses_of(text)
    names(text, glosses=glosses)
    mentions(names("Quandril")[0], index_names(text, glosses=glosses))
    assert time.process_time() - begin < 3


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
def test_the_corpus_has_its_three_unmentioned_names_and_no_other() -> None:
    text = (CORPUS / "deep-dive-llms" / "kr" / "_index.md").read_text(encoding="utf-8")
    first = text.index("<!-- SUMMARY_START -->"), text.index("<!-- SUMMARY_END -->")
    summaries = [first, *(m.span() for m in re.finditer(r"(?m)^\*\*요약\*\*.*", text))]
    body = [(0, first[0])]
    at = text.index("## 1. Introduction")
    for start, end in summaries[1:]:
        body.append((at, start))
        at = end
    body.append((at, len(text)))
    glosses = glosses_of(text)
    index = index_names(text, body, glosses)
    missing = {n.text for span in summaries for n in names(text, *span, glosses) if not mentions(n, index)}
    assert missing == {"알파제로", "OpenRouter", "Ollama"}
