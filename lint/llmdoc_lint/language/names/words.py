"""Latin words that are no names: terms, and the English words that Korean prose writes with a capital."""

from __future__ import annotations

from llmdoc_lint.language.names.name import plain

__all__ = ["is_camel", "is_capitalised", "is_word"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Acronyms and terms with capitals inside that name no product.
_TERMS = _set(
    "adamw ascii backend base64 batchnorm bf devops eb ebook email flops fp frontend fullstack gb gelu ghz "
    "gpgpu graphql iaas id ids int ios iot json jsonl kb khz kvcache latex layernorm lora mb mcp mhz mlops "
    "moe oauth openapi paas pb phd qa qlora relu restful rlaif rlhf rmsnorm rope saas silu softmax swiglu tb "
    "tfidf tflops tops utf wifi"
)

# Capitalised English words that stand in Korean prose as terms, headings and glosses rather than as names.
_WORDS = _set(
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
    _set(
        "tion sion ing ment ness ity ence ance ical ional ised ized tive sive ship ology ism ist able ible ful "
        "less ous ally ture ware izer iser ators ted ics ency ancy put bot ent ant ents ants ate ates ions age "
        "ages ary ory ic er ers or ors al als ed ly ive sis ess ify ize izes back line time work flow point side"
    )
)


def is_word(low: str) -> bool:
    """Whether a lower-case word is a term or an English word."""
    return low in _WORDS or low in _TERMS


def is_camel(word: str) -> bool:
    """Whether each part of a hyphenated word has capitals inside, numbers aside (ResNet-50)."""
    return all(_is_camel(part) or (part[:1].isdigit() and len(part) < _NUMBER) for part in word.split("-"))


_NUMBER = 5  # characters of a part from which on it is no version


def _is_camel(word: str) -> bool:
    """Whether a word has lower-case letters and a capital after its first letter, acronyms' plurals aside."""
    letters = word.rstrip("0123456789")
    if letters[-1:] == "s" and letters[:-1].isupper():
        return False
    return any(c.isupper() for c in word[1:]) and any(c.islower() for c in word) and plain(word) not in _TERMS


_LETTERS = 4  # of a capitalised word that may be a name: shorter ones are words too often


def is_capitalised(word: str) -> bool:
    """Whether a word is capitalised, not too short, and not an English word of headings and glosses."""
    if len(word) < _LETTERS or not word[0].isupper() or not word.isalpha() or not word[1:].islower():
        return False
    low = word.lower()
    return not (low in _WORDS or (low[-1] == "s" and low[:-1] in _WORDS) or low.endswith(_ENDINGS))
