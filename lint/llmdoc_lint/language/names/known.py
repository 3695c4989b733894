"""The names that are known by name: companies, products, people, places of learning, what everybody heard of."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.language.names.name import plain, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HANGUL_WORD", "PARTICLES", "certain", "key_of", "known_in", "latin_keys", "most_words", "spellings"]

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
Sony=?소니
Nintendo=닌텐도
Bitcoin=비트코인
Ethereum=이더리움
Coursera=코세라
Udacity=유다시티
Khan_Academy=칸_아카데미,칸아카데미
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
Gemini=제미니,제미나이,재미나이
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
COVID-19,COVID=코로나,코로나19,코로나_19,코로나바이러스
Atari=아타리
Dota=도타
Waymo=웨이모
Boston_Dynamics=보스턴_다이내믹스,보스턴다이내믹스
Figure_AI=피규어AI
Y_Combinator,YC=와이콤비네이터,와이_콤비네이터
Sequoia=세쿼이아
a16z=
Stanford=스탠퍼드,스탠포드
Johns_Hopkins=존스홉킨스,존스_홉킨스,존_홉킨스
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
Schmidhuber=슈미트후버
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

HANGUL_WORD = patterns.pattern(r"[가-힣]{2,}")

# What may follow a name in its word.
_PARTICLES = (
    "은 는 이 가 을 를 의 에 와 과 로 으로 도 만 씩 까지 부터 처럼 같은 같이 보다 나 라 랑 "
    "하고 인 일 입 였 들 등 측 팀 사의 사가 사는 님 씨 뿐 조차 마저 께 한테 용 식 판 형 류 급 계 발"
)
PARTICLES = tuple(_PARTICLES.split())


@cache
def _rows() -> tuple[tuple[Sequence[str], Sequence[str]], ...]:
    """The Latin spellings of each name, and the Hangul ones."""
    rows = (line.partition("=") for line in _TABLE.replace("_", " ").split("\n"))
    return tuple((latin.split(","), hangul.split(",") if hangul else []) for latin, _, hangul in rows)


@cache
def latin_keys() -> dict[str, str]:
    """The key of each Latin spelling, of one or more words, which is written plainly."""
    found: dict[str, str] = {}
    for latin, _ in _rows():
        key = plain(latin[0])
        for spelling in latin:
            found.setdefault(plain(spelling), key)
    return found


@cache
def most_words() -> int:
    """The most words of a Latin spelling."""
    return max(spelling.count(" ") for latin, _ in _rows() for spelling in latin) + 1


@cache
def spellings() -> dict[str, str]:
    """The key of each Hangul spelling."""
    found: dict[str, str] = {}
    for latin, hangul in _rows():
        key = plain(latin[0])
        for spelling in hangul:
            found.setdefault(spelling.removeprefix("?"), key)
    return found


@cache
def certain() -> frozenset[str]:
    """The Hangul spellings that are nothing but names."""
    return frozenset(spelling for _, hangul in _rows() for spelling in hangul if spelling[0] != "?")


@cache
def _by_beginning() -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """The certain spellings by their first two syllables; and those that begin with other letters (챗GPT)."""
    heads: dict[str, list[str]] = {}
    others: list[str] = []
    for spelling in sorted(certain()):
        if HANGUL_WORD.match(spelling):
            heads.setdefault(spelling[:2], []).append(spelling)
        else:
            others.append(spelling)
    return heads, tuple(others)


@lru_cache(maxsize=256)  # the pages of a course repeat each other's summaries
def known_in(piece: str) -> tuple[str, ...]:
    """The certain Hangul spellings that `piece` may hold as words: a word of it begins as they do."""
    heads, others = _by_beginning()
    begun = heads.keys() & {word[:2] for word in HANGUL_WORD.findall(piece)}
    found = [name for head in sorted(begun) for name in heads[head] if name in piece]
    return (*found, *(name for name in others if name in piece))


def key_of(latin: str) -> str:
    """The key of a Latin name, whether the table has it or not."""
    known = latin_keys()
    own = stem(latin)
    return known.get(plain(latin)) or known.get(own) or own or plain(latin)
