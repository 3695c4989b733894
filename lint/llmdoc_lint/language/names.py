"""Proper names in Korean prose, in Latin letters and in Hangul, and whether a body of text mentions them.

Made for one question: does a summary name something that its text never does, in either script? `names` finds the
names of a summary, `index_names` reads the text once, `mentions` answers. A wrong accusation costs more than a missed
one, so the two differ on purpose: `names` takes only what is certainly a name, `mentions` accepts any trace of it.

What counts as a name:

- a name of the table below, in any of its spellings (OpenAI, 오픈AI); Hangul spellings that are also words (커서, 메타)
  are traces only;
- a Latin word with capitals inside (OpenRouter) or a host name (together.ai); acronyms aside;
- a capitalised word, or two, in Korean prose that is not an English word that headings and glosses are made of
  (Transformer, Jagged Intelligence): a list of such words and the endings of English nouns decide;
- the Hangul side of a gloss of the document itself whose sides sound alike: 팔콘셋(FalconSet).

What does not: lower-case words, all-capital acronyms (RL, GPU), single letters, model numbers (R1, H100), and plain
capitalised words inside an English phrase (Chain of Thought). Versions are dropped: GPT-4o and GPT-2 are both GPT.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.core import record
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BodyNames", "Gloss", "Name", "glosses_of", "index_names", "may_be_strange", "mentions", "names"]


@record
class Name(NamedTuple):
    """One mention of a proper name.

    `start` and `end` are code points of the text given, particles excluded. `key` is what two mentions of the same name
    share, in either script. `script` is "latin" or "hangul".
    """

    start: int
    end: int
    text: str
    key: str
    script: str


@record
class Gloss(NamedTuple):
    """A name that the document gives in both scripts: 알파고 (AlphaGo)."""

    hangul: str
    latin: str


@record
class BodyNames(NamedTuple):
    """What a text offers as traces of names; made by `index_names`, read by `mentions`.

    `keys` are those of the table's and the glosses' names, `latin` the Latin words in order, lower-case and without
    punctuation, `hangul` the different Hangul words of two syllables and more. Each is one text with a separator at
    both ends, so that a word is looked up with `in`.
    """

    keys: str
    latin: str
    hangul: str


# ---------------------------------------------------------------------------------------- table

# One name a line: Latin spellings, "=", Hangul spellings. "_" is a space. A "?" marks a Hangul spelling that is also a
# Korean word or a loanword: it counts as a trace in a body, never as a name in a summary.
_TABLE = """
OpenAI,Open_AI=오픈AI,오픈에이아이,오픈_AI,오픈_에이아이
Anthropic=앤트로픽,앤스로픽,앤쓰로픽,안트로픽
Google=구글
Alphabet=?알파벳
DeepMind,Deep_Mind=딥마인드
Microsoft=마이크로소프트
Meta=?메타
Facebook=페이스북
Apple=애플
Amazon=아마존
AWS=
NVIDIA=엔비디아,엔디비아,앤비디아
Intel=인텔
AMD=
IBM=
Oracle=?오라클
Samsung=?삼성,삼성전자
Hynix,SK_hynix=하이닉스,SK하이닉스
TSMC=
Qualcomm=퀄컴
Tesla=테슬라
SpaceX=스페이스X,스페이스엑스
Neuralink=뉴럴링크
xAI=
Twitter=트위터
Netflix=넷플릭스
Uber=우버
Airbnb=에어비앤비
Spotify=스포티파이
Stripe=?스트라이프
Shopify=쇼피파이
Salesforce=세일즈포스
Adobe=어도비
LinkedIn=링크드인
Reddit=레딧
YouTube=유튜브
Wikipedia=위키피디아,위키백과
GitHub=깃허브,깃헙
GitLab=깃랩
Stack_Overflow,StackOverflow=스택오버플로우,스택_오버플로우,스택오버플로,스택_오버플로
Hugging_Face,HuggingFace=허깅페이스,허깅_페이스
Mistral=미스트랄
Cohere=코히어
Perplexity=퍼플렉시티
DeepSeek,Deep_Seek=딥시크,딥식
Alibaba=알리바바
Baidu=바이두
Tencent=텐센트
ByteDance=바이트댄스
TikTok=틱톡
Moonshot=문샷
Zhipu=지푸
Huawei=화웨이
Xiaomi=샤오미
Naver=?네이버
Kakao=카카오
Upstage=업스테이지
Stability_AI=스태빌리티
Midjourney=미드저니
Runway=?런웨이
ElevenLabs,Eleven_Labs=일레븐랩스
Character.AI=캐릭터AI
Inflection=?인플렉션
Scale_AI=스케일AI,스케일_AI
Surge_AI=
Databricks=데이터브릭스
Snowflake=?스노우플레이크
Groq=그록큐
Cerebras=세레브라스
SambaNova=삼바노바
CoreWeave=코어위브
Lambda_Labs=람다랩스
RunPod=런팟
Modal=?모달
Replicate=?레플리케이트
Together.ai,Together_AI,TogetherAI=투게더AI,투게더_AI,투게더
OpenRouter,Open_Router=오픈라우터,오픈_라우터
Ollama=올라마
LM_Studio,LMStudio=LM스튜디오,LM_스튜디오,엘엠스튜디오
LM_Arena,LMArena,LMSys,LMSYS,Chatbot_Arena,LMSys_Chatbot_Arena=LM아레나,챗봇_아레나,챗봇아레나,LM_아레나
llama.cpp=
llm.c=
vLLM=
Hyperbolic=하이퍼볼릭
EleutherAI,Eleuther=일루서,엘루서
AI2,Allen_Institute,Allen_AI,AllenAI=앨런_연구소,앨런연구소,알렌_연구소
LAION=라이온
Common_Crawl,CommonCrawl=커먼크롤,커먼_크롤,코먼_크롤,코먼크롤
FineWeb,Fine_Web=파인웹
RefinedWeb=리파인드웹
RedPajama=레드파자마
The_Pile=
WebText=웹텍스트
OpenAssistant,Open_Assistant=오픈어시스턴트,오픈_어시스턴트
ShareGPT=셰어GPT
UltraChat,Ultra_Chat=울트라챗,울트라_챗
Alpaca=?알파카
Vicuna=비쿠나
ImageNet=이미지넷
MNIST=
MMLU=
GSM8K=
HumanEval=
SWE-bench,SWEbench=
ChatGPT,Chat_GPT=챗GPT,챗지피티,챗_GPT,채팅GPT
GPT=지피티
InstructGPT,Instruct_GPT=인스트럭트GPT
Claude=클로드
Sonnet=?소넷
Opus=?오퍼스
Haiku=?하이쿠
Gemini=제미니,제미나이,재미나이,제미나이
Gemma=젬마
Bard=?바드
PaLM=
LaMDA=?람다
Imagen=이마젠
Veo=
Llama=?라마
Falcon=?팔콘,?팰컨
Mixtral=믹스트랄
Qwen=큐웬,?큐원
Kimi=?키미
Grok=?그록
OLMo=올모
Phi=?파이
Yi=
StarCoder=스타코더
CodeLlama,Code_Llama=코드라마,코드_라마
Codex=코덱스
Copilot=코파일럿
Cursor=?커서
Windsurf=?윈드서프
Devin=?데빈
Replit=레플릿
Bing=?빙
Sora=?소라
DALL-E,DALLE=달리2,?달리
Whisper=?위스퍼
CLIP=?클립
Stable_Diffusion=스테이블_디퓨전,스테이블디퓨전
Flux=?플럭스
BERT=?버트
RoBERTa=로버타
T5=
ResNet=?레즈넷
AlexNet=알렉스넷
LSTM=
word2vec=
GloVe=
Mamba=?맘바
AlphaGo=알파고
AlphaZero,Alpha_Zero=알파제로
AlphaFold=알파폴드
AlphaStar=알파스타
AlphaCode=알파코드
MuZero=뮤제로
Stockfish=스톡피시
Deep_Blue=딥블루,딥_블루
Watson=?왓슨
Siri=?시리
Alexa=?알렉사
NotebookLM,Notebook_LM=노트북LM,노트북_LM
LangChain=랭체인
LangGraph=랭그래프
LlamaIndex=라마인덱스
PyTorch=파이토치
TensorFlow=텐서플로,텐서플로우
Keras=케라스
JAX=
CUDA=?쿠다
Triton=?트라이튼
NumPy=넘파이
Pandas=?판다스
scikit-learn=사이킷런
Jupyter=주피터
Colab=코랩
Kaggle=캐글
Weights_&_Biases=
TikTokenizer,Tiktokenizer=틱토크나이저
tiktoken=틱토큰
SentencePiece=센텐스피스
nanoGPT=나노GPT
minGPT=
nanochat=나노챗
micrograd=마이크로그라드
Python=파이썬
JavaScript=자바스크립트
TypeScript=타입스크립트
Java=?자바
Rust=?러스트
Kotlin=코틀린
Swift=?스위프트
Golang=고랭
Linux=리눅스
Ubuntu=우분투
Windows=?윈도우,?윈도우즈,?윈도
macOS=맥OS
MacBook=맥북
iPhone=아이폰
Android=안드로이드
Chrome=?크롬
Firefox=파이어폭스
Docker=도커
Kubernetes=쿠버네티스
React=?리액트
Next.js,NextJS=넥스트JS
Node.js,NodeJS=노드JS,노드제이에스
Vercel=버셀
Supabase=수파베이스
Firebase=파이어베이스
PostgreSQL,Postgres=포스트그레SQL,포스트그레스
MySQL=
MongoDB=몽고DB
Redis=?레디스
Notion=?노션
Obsidian=?옵시디언
Slack=?슬랙
Discord=?디스코드
Zoom=?줌
Figma=피그마
Zapier=재피어
Upwork=업워크
Fiverr=
Excalidraw=엑스칼리드로우
Wolfram=울프람
Mathematica=매스매티카
Photoshop=포토샵
Excel=?엑셀
PowerPoint=파워포인트
Gmail=지메일
Substack=서브스택
Medium=
Hacker_News,HackerNews=해커뉴스,해커_뉴스
arXiv=아카이브
Nature=
AI_News,AINews=AI뉴스,AI_뉴스,?뉴스레터
Minecraft=마인크래프트
StarCraft=스타크래프트
Atari=아타리
Dota=도타
Waymo=웨이모
Boston_Dynamics=보스턴_다이내믹스,보스턴다이내믹스
Figure_AI=피규어AI
Y_Combinator,YC=와이콤비네이터,와이_콤비네이터
Sequoia=세쿼이아
a16z=
Stanford=스탠퍼드,스탠포드
MIT=
Harvard=하버드
Berkeley=버클리
Princeton=프린스턴
Caltech=칼텍
Oxford=옥스퍼드,옥스포드
Cambridge=케임브리지
Toronto=토론토
KAIST=카이스트
Karpathy,Andrej_Karpathy,Andrej=카르파티,카파시,카르파시,안드레이_카르파티,안드레이_카파시,안드레이
Altman,Sam_Altman=올트먼,알트만,샘_올트먼,샘_알트만
Sutskever,Ilya_Sutskever,Ilya=수츠케버,서츠케버,일리야,일리야_수츠케버
Brockman,Greg_Brockman=브록만,브로크만,그렉_브록만
Murati,Mira_Murati=무라티,미라_무라티
Schulman,John_Schulman=슐만,슐먼,존_슐만
Amodei,Dario_Amodei=아모데이,다리오_아모데이
Hassabis,Demis_Hassabis=하사비스,허사비스,데미스_하사비스
Hinton,Geoffrey_Hinton=힌턴,힌튼,제프리_힌턴,제프리_힌튼
LeCun,Yann_LeCun=르쿤,르쾽,얀_르쿤
Bengio,Yoshua_Bengio=벤지오,요슈아_벤지오
Schmidhuber=슈미트후버,슈미트후버
Hochreiter=호흐라이터
Fei-Fei_Li,Feifei_Li=페이페이_리,리페이페이
Andrew_Ng=앤드루_응,앤드류_응
Jensen_Huang,Jensen=젠슨_황,젠슨
Musk,Elon_Musk=머스크,일론_머스크
Zuckerberg,Mark_Zuckerberg=저커버그,주커버그,마크_저커버그
Nadella,Satya_Nadella=나델라,사티아_나델라
Pichai,Sundar_Pichai=피차이,순다르_피차이
Gates,Bill_Gates=빌_게이츠
Jobs,Steve_Jobs=스티브_잡스
Bezos=베이조스,베조스
Sutton,Richard_Sutton=서튼,리처드_서튼
Vaswani=바스와니
Shazeer,Noam_Shazeer=샤지어,노암_샤지어
Jeff_Dean=제프_딘
Chollet,Francois_Chollet=숄레,프랑수아_숄레
Jason_Wei=제이슨_웨이
Noam_Brown=노암_브라운
Simon_Willison=사이먼_윌리슨
swyx=스윅스
Lex_Fridman,Fridman=프리드먼,프리드만,렉스_프리드먼
Dwarkesh=드와르케시
Turing,Alan_Turing=?튜링,앨런_튜링
Shannon,Claude_Shannon=섀넌,클로드_섀넌
Neumann,von_Neumann=노이만,폰_노이만
Kahneman=카너먼,카네먼
Chomsky=촘스키
Lee_Sedol=이세돌
Ke_Jie=커제
Kasparov=카스파로프
""".strip()


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Acronyms and terms with capitals inside that name no product.
_TERMS = _split(
    "adamw ascii backend base64 batchnorm bf devops eb ebook email flops fp frontend fullstack gb gelu ghz "
    "gpgpu graphql iaas id ids int ios iot json jsonl kb khz kvcache latex layernorm lora mb mcp mhz mlops "
    "moe oauth openapi paas pb phd qa qlora relu restful rlaif rlhf rmsnorm rope saas silu softmax swiglu tb "
    "tfidf tflops tops utf wifi"
)

# Capitalised English words that stand in Korean prose as terms, headings and glosses rather than as names.
_WORDS = _split(
    "about above account accounts action actor adam adapter admin advanced agent agents air alarm alert "
    "alerts alignment all alpha alt america american and angel angle angry annual answer answers any api app "
    "appendix apps april are area arena array art article articles artifact artifacts asia asian assistant "
    "attack attacks attention audio august author authors auto automatic back backdoor bad banana bank banner "
    "bare base baseline baselines bash basic batch bayes beam bear bed been beer begin beginner beijing being "
    "below benchmark benchmarks berlin best beta better bias bible big bike billing bird bit bitcoin bits "
    "bitter black blog blue board bonus book books boolean bottom branch brand bread bridge budget buffer "
    "buffers bug bugs builder bundle bus but button buttons byte bytes cache calendar can canvas cap car card "
    "cards carlo cart cat cell cells center chain chair chapter chat chatbot cheatsheet checkout cheese child "
    "children china chinese chip chips class clean cli client clone close closed cloud cluster clusters code "
    "coffee cold column columns come commit common company complex computer computers conclusion conference "
    "console contents context controller cookie copy core corpus cost could course courses cow crash credit "
    "critic crypto ctrl current curve curves daily dark data dataset datasets date day debt debug december "
    "decoder deep defense delete delta demo dense depth descent desk desktop device devices devil dialog "
    "dictionary digest dirty disk docs dog domain domains done door draft dragon drive dropout early earth "
    "east easy edge editor eight elo embedding embeddings encoder encoding end energy engineer engineers "
    "english enter episode episodes epoch epsilon error essay ethical europe european eval evals event events "
    "exam example examples expert experts exploit extension external extra factory fair false fast february "
    "feedback few field fields figure file files final find fine finetune finetuning fire firewall first fish "
    "five fix fixes fixme flash floor folder food footer for force forest fork form forms foundation founder "
    "founders four fourier fox france free french friday frog from front frontier fruit full function fund "
    "funding funny game games gamma garden gauss general german germany get ghost give global glossary goal "
    "goals god gold good grade grader grades gradient grand grape graph great greedy green grid grokking "
    "group groups growth guard guardrail guardrails guards guest guide guides hack hacks had half "
    "hallucination happy hard hardware harm harms has hash have head header heads heap height hello her here "
    "hero hessian hidden high hill his home homework hook hooks horse host hosts hot hour house how html "
    "human humans hype icon icons idea ideas image inbox index india inference info initial input insert "
    "inside instruct internals internet interview interviews into intro introduction investor invoice island "
    "issue issues italian italy its jacobian jagged jailbreak january japan japanese job jobs joke jokes "
    "judge judges juice july june keep keeping kernel kernels key keyboard keynote keys king kitchen kiwi "
    "knight know korea korean lab label labels labs lake lambda lamp language laptop large last late latency "
    "latest law laws layer layers layout leaderboard leak learning least lecture lectures left legal lemma "
    "lemon length less lesson letter letters level levels life light limit limits line lines link linux lion "
    "list lists live load local login logit logits logo logout london long look loss low lower machine mail "
    "main major make manager manual map maps march margin markdown market markov mass math matrix max may "
    "meat medium meetup melody member members memory menu merge method metric metrics mid middle migration "
    "milk mini minor minute mixture modal mode model models modes module modules monday money monkey monte "
    "month monthly moon moore moral more most mountain mouse move music myth nano narrow network networks "
    "neural new news newsletter newsletters newton next nine nobel node nodes noise none norm normal north "
    "not note notebook notes novel november novice null number numbers object observer ocean october okay old "
    "olympiad olympic olympics omega one open oracle orange order orders original our outcome output outro "
    "outside over overview owner package packages page pages pair panel paper papers pareto paris part "
    "partner partners password paste patch patches path pattern patterns payload peak pelican people person "
    "phase phases phone pig pitch plan plane plans play please plugin plugins plus pod podcast podcasts pods "
    "poem poems point points policy popup port post posts power pre pretraining preview previous price "
    "primary prince princess print private pro process product products profile profiles profit prompt "
    "prompts proof prop props proxy public pull push quarter queen query question questions queue quiz quota "
    "rank ranker ranks rare rate rationale raw read reader readers real recap recent red redo regex registry "
    "reinforcement release request return revenue review reward rhythm rice right risk risks river road robot "
    "role roles rollout rollouts roof room round rounds route routes row rows rule rules run russia russian "
    "sad safe sample sampler sandbox saturday save scale scaling schema schemas school science score scores "
    "scratchpad screen script sdk sea search second secondary secret section secure see seed self seminar "
    "seoul september series server service services session sessions set sets seven shallow shape shapes "
    "shark sheep sheet shell shift ship short shot should sidebar sigma signal silver simple singleton six "
    "size sizes slide slides slope slot slots slow small snake socket soft softmax software some sorry sound "
    "source south space spain spanish sparse speaker spec special specific specs spectrum speech speed stable "
    "stack stage stages star stars start startup startups state step steps stock stop stories story strategy "
    "strawberry stream streams street string student students style styles summary summit sun sunday "
    "supervised sure swiss system tab table tabs take talk talks task tasks tea teacher team teams "
    "temperature template templates ten tensor terminal test text thanks that the their theme themes theorem "
    "there these theta thing things think thinking third this those thought thread threads threat three "
    "throughput thursday tiger time tiny tip tips title today todo token tokenizer tokens tokyo tomorrow tone "
    "tool tools top topic tower town trace track train trajectories trajectory transformer transformers tree "
    "trick tricks truck true tuesday tune tuned turbo turn turns tutorial tutorials two type types ultra "
    "under undo unicode unicorn unique unix unsafe unsupervised update updates upper usa usage user valley "
    "valuation value vector velocity vendor verifier version very vibe vibes video view viewer views village "
    "villain vision vocab vocabulary voice volume volumes wall warm warning was water web wednesday week "
    "weekly weight weights well were west whale what when where which white who why wide width will window "
    "wine with wizard wolf word words work works workshop world would wrapper write writer year yearly yes "
    "yesterday you your zero"
)
# Endings of English nouns, participles and adjectives; a capitalised word with one is taken for a term.
_ENDINGS = tuple(
    sorted(
        _split(
            "tion sion ing ment ness ity ence ance ical ional ised ized tive sive ship ology ism ist able ible ful "
            "less ous ally ture ware izer iser ators ted ics ency ancy put bot ent ant ents ants ate ates ions age "
            "ages ary ory ic er ers or ors al als ed ly ive sis ess ify ize izes back line time work flow point side"
        )
    )
)

_JOSA = tuple(
    sorted(
        _split(
            "은 는 이 가 을 를 의 에 와 과 로 으로 도 만 씩 까지 부터 처럼 같은 같이 보다 나 라 랑 "
            "하고 인 일 입 였 들 등 측 팀 사의 사가 사는 님 씨 뿐 조차 마저 께 한테 용 식 판 형 류 급 계 발"
        )
    )
)
_LATIN = patterns.pattern(r"[A-Za-z][A-Za-z0-9]*(?:[.\-&'’][A-Za-z0-9]+)*")
_WRITTEN = patterns.pattern(r"[A-Za-z0-9.\-]*(?:[A-Z]|[a-z]\.[a-z])[A-Za-z0-9.\-]*")  # with a capital, or a host name
_CAPITAL_OR_HOST = patterns.pattern(r"[A-Z]|[a-z]\.[a-z]")
_HOST = patterns.pattern(r"\.(?:ai|com|io|org|net|dev|app|co|so|gg)\Z")
_FILE = patterns.pattern(
    r"\.(?:md|mdx|py|ipynb|txt|json|jsonl|ya?ml|toml|csv|html?|css|js|jsx|ts|tsx|c|cc|cpp|h|rs|go|sh|pdf|png|jpe?g|gif|svg"
    r"|vtt|srt)\Z"
)
_HANGUL_RUN = patterns.pattern(r"[가-힣]{2,}")
_VERSION = patterns.pattern(r"(?<=[a-z])\d.*\Z|-[a-z]?\d.*\Z")
MAX_SYLLABLES = 10  # of a word of a gloss
_PARENTHESIS = patterns.pattern(r"[(（]([^()（）\n]{2,60})[)）]")
_LATIN_TAIL = patterns.pattern(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9.\-]{1,24}(?: [A-Z][A-Za-z0-9.\-]{1,24}){0,2}\Z")
_LATIN_NAME = patterns.pattern(r"[A-Z][A-Za-z0-9.\-]{1,24}(?: [A-Z][A-Za-z0-9.\-]{1,24}){0,2}")


def _plain(text: str) -> str:
    """Lower-case letters and digits only."""
    if text.isascii():  # nearly always: 100,000 words of captions pass through here
        return text.lower() if text.isalnum() else "".join(filter(str.isalnum, text.lower()))
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())


class _Table(NamedTuple):
    latin: dict[str, str]  # plain spelling (of one or more words) to key
    hangul: dict[str, str]  # certain Hangul spelling to key
    traces: dict[str, str]  # every Hangul spelling to key
    heads: dict[str, list[str]]  # the certain Hangul spellings by their first two syllables
    mixed: tuple[str, ...]  # those of them that begin with other letters (챗GPT)
    words: int  # the most words of a Latin spelling


@lru_cache(maxsize=1)
def _table() -> _Table:
    latin: dict[str, str] = {}
    hangul: dict[str, str] = {}
    traces: dict[str, str] = {}
    most = 1
    for line in _TABLE.replace("_", " ").split("\n"):
        left, _, right = line.partition("=")
        spellings = left.split(",")
        plain = [_plain(spelling) for spelling in spellings]
        key = plain[0]
        for spelling, letters in zip(spellings, plain, strict=True):
            latin.setdefault(letters, key)
            most = max(most, spelling.count(" ") + 1)
        for spelling in filter(None, right.split(",")):
            traces.setdefault(spelling.lstrip("?"), key)
            if spelling[0] != "?":
                hangul.setdefault(spelling, key)
    heads: dict[str, list[str]] = {}
    mixed: list[str] = []
    for name in hangul:
        if "가" <= name[0] <= "힣" and "가" <= name[1] <= "힣":
            heads.setdefault(name[:2], []).append(name)
        else:
            mixed.append(name)
    return _Table(latin, hangul, traces, heads, tuple(mixed), most)


# ---------------------------------------------------------------------------------------- words


def _camel(word: str) -> bool:
    """Whether a word has lower-case letters and a capital after its first letter, acronyms' plurals aside."""
    letters = word.rstrip("0123456789")
    if letters[-1:] == "s" and letters[:-1].isupper():
        return False
    return any(c.isupper() for c in word[1:]) and any(c.islower() for c in word) and _plain(word) not in _TERMS


def _capitalised(word: str) -> bool:
    """Whether a word is capitalised, of four letters or more, and not an English word of headings and glosses."""
    if len(word) < 4 or not word[0].isupper() or not word.isalpha() or not word[1:].islower():
        return False
    low = word.lower()
    return not (low in _WORDS or (low[-1] == "s" and low[:-1] in _WORDS) or low.endswith(_ENDINGS))


def _stem(word: str) -> str:
    """The key of a Latin name that the table does not have: letters only, without its version."""
    low = word.lower().replace("’", "'")
    low = low.removesuffix("'s")
    cut = _VERSION.sub("", low)
    return _plain(cut if len(_plain(cut)) > 1 else low)


def _links(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The addresses and link targets of a text."""
    if text.find("](", start, end) < 0 and text.find("://", start, end) < 0 and text.find("@", start, end) < 0:
        return []
    return [m.span() for m in _ADDRESS.finditer(text, start, end)]


_ADDRESS = patterns.pattern(
    r"\]\([^()\s]{0,500}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?\)|https?://[^\s)\]<>]+|[\w.+-]{1,64}@[\w-]{1,64}\."
)


def _runs(text: str, start: int, end: int) -> list[list[re.Match[str]]]:
    """Latin words, those parted by one space together."""
    spans = _links(text, start, end)
    out: list[list[re.Match[str]]] = []
    last = -2
    at = 0
    for match in _LATIN.finditer(text, start, end):
        begin, stop = match.span()
        while at < len(spans) and spans[at][1] <= begin:
            at += 1
        if at < len(spans) and spans[at][0] <= begin:
            continue
        if (begin and text[begin - 1] in "0123456789_@\\`$#") or text[stop : stop + 1] in ("_", "="):
            continue
        if out and begin == last + 1 and text[last] == " ":
            out[-1].append(match)
        else:
            out.append([match])
        last = stop
    return out


def names(text: str, start: int = 0, end: int | None = None, glosses: Iterable[Gloss] = ()) -> tuple[Name, ...]:
    """The proper names of `text` from `start` to `end` (code points), in order, without overlaps.

    `glosses` are the document's own (see `glosses_of`): their Hangul sides are names too.
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[Name] = []
    if _CAPITAL_OR_HOST.search(text, start, stop):
        for run in _runs(text, start, stop):
            _latin(run, text, _table(), found)
    table = _table()
    piece = text[start:stop]
    known = {g.hangul: _key(g.latin) for g in glosses if g.hangul in piece and g.hangul not in table.hangul}
    known.update((name, table.hangul[name]) for name in _table_names(piece))
    for spelling, key in known.items():
        at = text.find(spelling, start, stop)
        while at >= 0:
            behind = at + len(spelling)
            before = text[at - 1] if at else ""
            after = text[behind : min(behind + 1, stop)]
            if not _in_word(before) and (not _in_word(after) or text.startswith(_JOSA, behind, stop)):
                found.append(Name(at, behind, spelling, key, "hangul"))
            at = text.find(spelling, behind, stop)
    found.sort(key=lambda n: (n.start, -n.end))
    out: list[Name] = []
    reach = -1
    for name in found:
        if name.start >= reach:
            out.append(name)
            reach = name.end
    return tuple(out)


def _in_word(char: str) -> bool:
    """Whether a character is a Hangul syllable, a Latin letter or a digit; no character is not."""
    return "가" <= char <= "힣" or (char.isascii() and char.isalnum())


def may_be_strange(piece: str, body: str) -> bool:
    """Whether `piece` may hold a name that `body` does not have word for word: a quick look, made before `names`."""
    if any(word not in body for word in _WRITTEN.findall(piece)):
        return True
    return bool(_table_names(piece))


@lru_cache(maxsize=256)  # the pages of a course repeat each other's summaries
def _table_names(piece: str) -> tuple[str, ...]:
    """The table's certain Hangul spellings that `piece` may hold as words: a word of it begins as they do."""
    table = _table()
    heads = table.heads.keys() & {word[:2] for word in _HANGUL_RUN.findall(piece)}
    found = [name for head in sorted(heads) for name in table.heads[head] if name in piece]
    return (*found, *(name for name in table.mixed if name in piece))


def _key(latin: str) -> str:
    plain = _plain(latin)
    table = _table().latin
    return table.get(plain) or table.get(_stem(latin)) or _stem(latin) or plain


def _latin(run: list[re.Match[str]], text: str, table: _Table, found: list[Name]) -> None:
    """The names of a run of Latin words."""
    words = [m[0] for m in run]
    # A phrase: plain capitals inside it are those of a title or a sentence.
    phrase = len(words) > 3 or any(
        w[0].islower() and w.isalpha() and w.islower() and w not in table.latin for w in words
    )
    gloss = text[run[0].start() - 1 : run[0].start()] in ("(", "（") and run[0].start() > 1
    i = 0
    while i < len(words):
        known = 0
        for size in range(min(table.words, len(words) - i), 0, -1):
            joined = "".join(_plain(w) for w in words[i : i + size])
            if joined in table.latin and _written(words[i : i + size]):
                known = size
                break
        if known:
            first, last = run[i], run[i + known - 1]
            joined = "".join(_plain(w) for w in words[i : i + known])
            key = table.latin[joined]
            found.append(Name(first.start(), last.end(), text[first.start() : last.end()], key, "latin"))
            i += known
            continue
        word = words[i]
        stem = _stem(word)
        if stem in table.latin and word[0].isupper() and stem != _plain(word):
            found.append(Name(run[i].start(), run[i].end(), word, table.latin[stem], "latin"))
        elif not _FILE.search(word.lower()) and len(stem) > 3 and (_HOST.search(word.lower()) or _camels(word)):
            found.append(Name(run[i].start(), run[i].end(), word, stem, "latin"))
        elif not phrase and not gloss and all(_capitalised(w) for w in words) and len(words) <= 2:
            name = text[run[0].start() : run[-1].end()]
            found.append(Name(run[0].start(), run[-1].end(), name, " ".join(w.lower() for w in words), "latin"))
            return
        i += 1


def _camels(word: str) -> bool:
    """Whether each part of a hyphenated word has capitals inside, numbers aside (ResNet-50)."""
    return all(_camel(part) or (part[:1].isdigit() and len(part) < 5) for part in word.split("-"))


def _written(words: list[str]) -> bool:
    """Whether a name of the table is written as a name: with a capital, or as a host or file name."""
    return any(any(c.isupper() for c in w) or "." in w or "-" in w for w in words)


# --------------------------------------------------------------------------------------- glosses


def glosses_of(text: str, start: int = 0, end: int | None = None) -> tuple[Gloss, ...]:
    """The names that the text gives in both scripts, 팔콘셋 (FalconSet) or FalconSet(팔콘셋), each once.

    Both sides must sound alike: 강화학습 (Reinforcement Learning) is a translation, not a name.
    """
    stop = len(text) if end is None else min(end, len(text))
    out: dict[Gloss, None] = {}
    for match in _parentheses(text, start, stop):
        inner = match[1]
        before = text[max(start, match.start() - 80) : match.start()].removesuffix(" ")
        if not before or before[-1].isascii() == inner[0].isascii():  # one side in each script
            continue
        if inner[0].isascii():
            hangul, latin = _hangul_tail(before), inner
            if not hangul or not _LATIN_NAME.fullmatch(inner):
                continue
        else:
            tail = _LATIN_TAIL.search(before)
            if tail is None or _hangul_tail(inner) != inner:
                continue
            hangul, latin = inner, tail[0]
        if len(latin) < 4 or latin.isupper():
            continue
        words = hangul.split(" ")
        for count in range(1, len(words) + 1):
            candidate = " ".join(words[-count:])
            if _sounds(candidate, latin):
                out[Gloss(candidate, latin)] = None
                break
    return tuple(out)


def _hangul_tail(text: str) -> str:
    """The Hangul words that `text` ends with: three at most, of ten syllables at most, the last of two at least."""
    begin = end = len(text)
    for count in range(3):
        start = end
        while start and end - start < MAX_SYLLABLES and "가" <= text[start - 1] <= "힣":
            start -= 1
        if end - start < (1 if count else 2):
            break
        begin = start
        if text[start - 1 : start] != " ":
            break
        end = start - 1
    return text[begin:]


def _parentheses(text: str, start: int, end: int) -> list[re.Match[str]]:
    """What stands in parentheses, in order; looked for by the opening one, since few lines have one."""
    found = []
    for opening in "(（":
        at = text.find(opening, start, end)
        while at >= 0:
            if match := _PARENTHESIS.match(text, at, end):
                found.append(match)
            at = text.find(opening, at + 1, end)
    found.sort(key=lambda match: match.start())
    return found


# ------------------------------------------------------------------------------------------ sound

# Consonants by place, as loanwords keep them: voice, aspiration and tenseness are lost.
_INITIAL = "KKNTTLMPPSS\0JJJKTPH"  # ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
_FINAL = "\0KKKNNNTLKMPLTPLMPPTTNTTKTPT"
_MEDIAL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
# What Latin letters become, as a regular expression over those sounds; the longest fitting group of letters wins.
_LATIN_SOUNDS = tuple(
    (pair.split(":")[0], pair.split(":")[1])
    for pair in [
        "tion:SN",
        "sch:S",
        "tch:J",
        "ght:T",
        "ch:[JKS]",
        "ck:K",
        "sh:S",
        "ph:[PH]",
        "th:[ST]",
        "qu:K",
        "ts:[JS]",
        "ng:NK?",
        "wr:L",
        "kn:N",
        "ge:[JK]",
        "gi:[JK]",
        "gy:[JK]",
        "ce:S",
        "ci:S",
        "cy:S",
        "b:P",
        "p:P",
        "f:[PH]",
        "v:P",
        "c:K",
        "k:K",
        "g:K",
        "q:K",
        "x:K?[SJ]",
        "j:J",
        "z:[JS]",
        "s:[SJ]",
        "t:T",
        "d:T",
        "l:L",
        "r:L",
        "m:M",
        "n:N",
        "h:H?",
    ]
)
_VOWELS = patterns.pattern(r"[aeiouy]+")


def _fold(sounds: str) -> str:
    """Doubled sounds are one: 올라마 and 올아마, Ollama."""
    return "".join(c for i, c in enumerate(sounds) if not i or c != sounds[i - 1])


def _hangul_sounds(word: str) -> str:
    out = []
    for c in word:
        code = ord(c) - 0xAC00
        if 0 <= code < 11172:
            out.append(_INITIAL[code // 588])
            out.append(_FINAL[code % 28])
    return _fold("".join(out).replace("\0", ""))


@lru_cache(maxsize=256)
def _latin_sounds(word: str) -> re.Pattern[str]:
    """The sounds a Latin word may have in Hangul. An r before a consonant or at the end may be mute (라우터)."""
    low = _plain(word)
    out: list[str] = []
    i = 0
    while i < len(low):
        found = next((pair for pair in _LATIN_SOUNDS if low.startswith(pair[0], i)), None)
        if found is None:
            i += 1
            continue
        letters, sound = found
        i += len(letters) - (letters[-1] in "eiy" and len(letters) == 2)
        if letters == "r" and low[i : i + 1] not in tuple("aeiouy"):
            sound = "L?"
        if not out or out[-1] != sound:
            out.append(sound)
    return re.compile("".join(out))


# Which vowels of a loanword a Latin vowel letter may have become; an e may be mute.
_VOWEL_LETTERS = {
    "a": "ㅏㅐㅑㅓㅔㅘㅙㅖ",
    "i": "ㅣㅏㅓㅟㅢㅐㅡ",
    "o": "ㅗㅓㅏㅜㅛㅝㅘ",
    "u": "ㅜㅠㅓㅏㅣㅗ",
    "y": "ㅣㅏㅑㅕㅛㅠㅖ",
    "e": "ㅔㅐㅣㅓㅡㅖㅞㅕ",
}


def _vowels_agree(hangul: str, latin: str) -> bool:
    """Whether the vowels of a Latin word come, in order, among those of a Hangul word that has hardly more."""
    spoken = [_MEDIAL[(ord(c) - 0xAC00) % 588 // 28] for c in hangul]
    plain = _plain(latin)
    if sum(v != "ㅡ" for v in spoken) > 1 + sum(c in "aeiouyw" for c in plain):
        return False
    at = 0
    for group in _VOWELS.findall(plain):
        fitting = "".join(_VOWEL_LETTERS[c] for c in group)
        for i in range(at, len(spoken)):
            if spoken[i] in fitting:
                at = i + 1
                break
        else:
            if set(group) != {"e"}:
                return False
    return True


@lru_cache(maxsize=1024)
def _sounds(hangul: str, latin: str) -> bool:
    """Whether a Hangul word may be a Latin one as heard."""
    word = hangul.replace(" ", "")
    plain = _plain(latin)
    if not word or not plain:
        return False
    heard = _hangul_sounds(word)
    if (
        len(heard) < 2
        or (_mute(word[0]) and plain[0] not in "aeiouywh")
        or (not _mute(word[0]) and plain[0] in "aeiou")
    ):
        return False
    return _latin_sounds(plain).fullmatch(heard) is not None and _vowels_agree(word, plain)


def _mute(syllable: str) -> bool:
    """Whether a syllable begins with a vowel."""
    return (ord(syllable) - 0xAC00) // 588 == 11


# ------------------------------------------------------------------------------------------- body


def index_names(text: str, spans: Iterable[tuple[int, int]] | None = None, glosses: Iterable[Gloss] = ()) -> BodyNames:
    """Read a text, or the parts of it between the code points of `spans`, for traces of names.

    A summary may name the author or the lecture: count front matter and title among the parts.
    `glosses` are the document's (see `glosses_of`): a gloss outside `spans` still says what its Hangul side is called.
    """
    parts = list(spans) if spans is not None else [(0, len(text))]
    table = _table()
    keys: dict[str, None] = {}
    latin: list[str] = []
    hangul: dict[str, None] = {}
    own = {g.hangul: _key(g.latin) for g in glosses}
    spellings = [*table.traces.items(), *own.items()]
    pure = [s for s in spellings if len(s[0]) > 1 and all("가" <= c <= "힣" for c in s[0])]
    mixed = [s for s in spellings if s not in pure]
    for start, end in parts:
        for match in _LATIN.finditer(text, start, end):
            latin.append(_plain(match[0]))
        hangul.update(dict.fromkeys(_HANGUL_RUN.findall(text, start, end)))
        for spelling, key in mixed:
            if key not in keys and text.find(spelling, start, end) >= 0:
                keys[key] = None
    heard = f"\n{chr(10).join(hangul)}\n"
    for spelling, key in pure:
        if key not in keys and spelling in heard:
            keys[key] = None
    for i, word in enumerate(latin):
        joined = ""
        for size in range(min(table.words, len(latin) - i)):
            joined += latin[i + size]
            known = table.latin.get(joined)
            if known:
                keys[known] = None
        known = table.latin.get(_VERSION.sub("", word))
        if known:
            keys[known] = None
    return BodyNames(f"\n{chr(10).join(keys)}\n", f" {' '.join(latin)} ", heard)


def mentions(name: Name, body: BodyNames) -> bool:
    """Whether a body of text has any trace of a name: a spelling in either script, one of its distinctive words, a
    longer form of it, or a Hangul word that sounds like it."""
    key = name.key
    if f"\n{key}\n" in body.keys:
        return True
    if name.script == "hangul" and all(f"\n{part}" in body.hangul for part in name.text.split(" ") if len(part) > 1):
        return True
    latin = name.text if name.script == "latin" else key
    if any(word and _traced(word, body.latin) for word in _forms(latin, key)):
        return True
    return any(_heard(word, body.hangul) for word in _forms(latin, key) if len(word) > 2)


def _forms(latin: str, key: str) -> tuple[str, ...]:
    """The forms a Latin name may be traced by: all of it, its parts, its distinctive words."""
    stem = _stem(latin) if " " not in latin else _plain(latin)
    parts = [
        p for p in re.split(r"[ .\-]", latin) if len(p) > 3 and p.lower() not in _WORDS and p.lower() not in _TERMS
    ]
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", latin).lower()
    forms = (stem, key.replace(" ", ""), spaced if " " in spaced else "", *(p.lower() for p in parts))
    host = re.match(r"([a-z0-9\-]{3,})\.(?:ai|com|io|org|net|dev|app|co|so|gg)\Z", latin.lower())
    return tuple(dict.fromkeys(form for form in (*forms, host[1] if host else "") if form))


def _traced(word: str, latin: str) -> bool:
    """Whether a form stands in the Latin words, or begins one of them (llama in llama3)."""
    return f" {word} " in latin or (len(word) > 3 and f" {word}" in latin)


def _heard(word: str, hangul: str) -> bool:
    """Whether one of the Hangul words, perhaps with a particle, sounds like a Latin word."""
    pattern = _latin_sounds(word)
    return any(pattern.match(spoken) and _heard_in(plain, word) for spoken, plain in _sound_index(hangul))


def _heard_in(candidate: str, word: str) -> bool:
    for size in range(len(candidate), 1, -1):
        rest = candidate[size:]
        if (not rest or _PARTICLE.match(rest)) and _sounds(candidate[:size], word):
            return True
    return False


_PARTICLE = patterns.pattern(rf"(?:{'|'.join(_JOSA)})")


@lru_cache(maxsize=4)
def _sound_index(hangul: str) -> tuple[tuple[str, str], ...]:
    """The Hangul words of a body with their sounds; built only when a name has no plainer trace."""
    return tuple((_hangul_sounds(word), word) for word in hangul.split("\n") if word)
