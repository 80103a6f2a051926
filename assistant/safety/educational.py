"""Questions about signs, rather than signs: "what are the red flags of…", "how would I know if…", "what if…"."""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.person import is_strangers
from assistant.safety.words import Words

_WHOLE = "cue-study"  # coursework, a quiz, "nobody is ill": the whole message is about knowledge
_QUESTION = "cue-educational"
_IF = "cue-hypothetical"
_UNSURE = {(word,) for word in "sure unsure know tell wondering wonder certain idea".split()}  # doubt counts as present
# "What does it mean if my foot is numb", "is it bad if mine is hot": asked because it is so.
_JUDGING = {(word,) for word in "mean means bad normal ok okay serious dangerous wrong worrying worry".split()}
_OWNED = frozenset({"my", "mine"})  # "what does my scan mean" is no general question
_OWN = "cue-own-now"  # "my calf is", "I've got": the writer's own state
_BEGUN = frozenset("started ago since began".split())  # "started a statin last week and both thighs ache, how common…"
_SINCE = "new-since"  # "since yesterday": it began, whoever asks and however
_OWN_PART = "cue-own-part"  # "my calf": a student's own body is no coursework


def educational_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of words that are asked about and not reported."""
    asked = set(_clearly_general(words)) | _looked_up(words, matches)
    own = [match.first for match in matches if match.concept == _OWN]
    own_sentences = {words.sentences[at] for at in own}
    begun = {words.clauses[m.first] for m in matches if m.concept == _SINCE and words.words[m.first] == "since"}
    speaks_of_self = any(match.concept == _OWN_PART and not is_strangers(words, match) for match in matches)
    for match in matches:
        if match.concept == _WHOLE and not speaks_of_self:
            return frozenset(range(len(words)))
        if match.concept == _QUESTION and not _OWNED & set(words.words[match.first : match.last]):
            asked.update(_question(words, match, own, own_sentences, begun))
        elif match.concept == _IF and not _is_doubt(words, match, own):
            _, last = words.clause_of(match.first)
            asked.update(range(match.first, last))
    return frozenset(asked - set(own))


def _question(
    words: Words, match: Match, own: Sequence[int], own_sentences: set[int], begun: set[int]
) -> Sequence[int]:
    """What a question asks about: its sentence, less where it speaks of somebody's state, and since when."""
    first, last = words.sentence_of(match.first)
    begins, ends = words.clause_of(match.first)
    # "My scan says a tear, what does it mean?" speaks of the writer before it asks.
    before = set(words.words[first : match.first]) if words.clauses[first] != words.clauses[match.first] else set()
    if (
        words.sentences[match.first] in own_sentences
        or _BEGUN & before
        or _OWNED & set(words.words[first : match.first])
    ):
        first, last = begins, min((at for at in own if match.first < at < ends), default=ends)
        if _OWNED & set(words.words[begins : match.first]):
            first = match.first  # "my scan shows a tear what does it mean"
    return [at for at in range(first, last) if words.clauses[at] not in begun]


# "She asked if my calf is hot. It is."
_AFFIRMED = {("it", "is"), ("it", "does"), ("it", "was"), ("they", "are"), ("i", "am"), ("i", "have"), ("yes", "it")}
_AFFIRMATION = 3  # words


def _is_doubt(words: Words, match: Match, own: Sequence[int]) -> bool:
    """Whether "if" asks about what is there ("not sure if it is numb"), rather than supposing it."""
    before = words.words[match.first - 1 : match.first]
    _, last = words.clause_of(match.first)
    _, end = words.sentence_of(match.first)
    if words.words[end : end + 2] in _AFFIRMED and words.sentence_of(end)[1] - end <= _AFFIRMATION:
        return True
    return before in _UNSURE or (before in _JUDGING and any(match.first <= at < last for at in own))


_ASKS = frozenset(
    "can does do is are what which how when will would should did has have who where explain generally in".split()
)
_PERSONS = frozenset(
    "i im ive id ill my me mine myself we our us he hes his him she shes her mum dad wife husband son daughter nan "
    "gran "
    "friend mate partner brother sister this here yesterday today tonight morning sunday monday since still got kid "
    "lad "
    "been thats take taking rub mam grandad auntie uncle client patient boy girl toddler "
    "old yo mg dose dosage codeine naproxen tramadol gabapentin pregabalin "
    "amitriptyline".split()  # somebody of an age, and a dose, are no generality
)


_ASKS_WIDELY = {("why", "are"), ("why", "do"), ("why", "would"), ("why", "might"), ("kindly", "tell")}
_ASKS_OF = {("whats", "the", word) for word in ("go", "evidence", "difference", "science", "research", "theory")}
_LOOKED_FOR = frozenset("graduated average typical".split())
# Beside these "taking" is asked about and done by nobody: "does taking tablets blunt gains, or is that a myth".
_OF_KNOWLEDGE = frozenset("myth trials trial studies research evidence science prevalence".split())
_MANY = frozenset(
    "women men runners athletes adults footballers players cyclists swimmers climbers dancers professionals".split()
)  # "should women take it"
_TAKEN = frozenset("take taking that thats been".split())


def _persons(sentence: tuple[str, ...]) -> frozenset[str]:
    """The words that speak of somebody."""
    persons = _PERSONS & set(sentence)
    is_wide = bool(_OF_KNOWLEDGE & set(sentence)) or (sentence[0] in _OPENERS and bool(_MANY & set(sentence[1:2])))
    return persons - _TAKEN if is_wide else persons


def impersonal_sentences(words: Words) -> frozenset[int]:
    """Return the questions that speak of nobody, such as "Can IT band syndrome become chronic?"."""
    general: set[int] = set()
    position = 0
    while position < len(words):
        first, last = words.sentence_of(position)
        sentence = words.words[first:last]
        is_looked_up = sentence[0] in _LOOKED_FOR
        is_asked = is_looked_up or sentence[0] in _ASKS or sentence[:2] in _ASKS_WIDELY or sentence[:3] in _ASKS_OF
        if is_asked and not _persons(sentence):
            general.add(words.sentences[first])
        position = last
    return frozenset(general)


_ASKS_WHY = frozenset("why how what who when which where whos vs versus whats".split())
_REPORTS = frozenset(
    "got have had having getting since now still cant couldnt help think thinking hurts hurt sore swollen today been "
    "after please pls bad worse im ive feel feels advice need attack and but".split()
)
_LOOKED_UP = 9  # words
_RARITY = frozenset("rare common myth".split())
_LOOKED_UP_RARE = 14  # words
# Beside a disease's name these are told and not looked up.
_SIGNS = frozenset(
    "sore-now severe numb weak swollen hot cold dark-urine collapse concuss-red unwell fever stroke-sign saddle-numb "
    "white-cold heat-ill-strong sepsis-sign breathless pus vomit night-pain".split()
)


def _looked_up(words: Words, matches: Sequence[Match]) -> set[int]:
    """A disease and a question word, and nobody who has it: "ciprofloxacin achilles why", "rhabdo who gets it"."""
    found: set[int] = set()
    for match in matches:
        if match.concept != "cue-disease":
            continue
        first, last = words.sentence_of(match.first)
        sentence = set(words.words[first:last])
        is_asked = words.words[first] in _OPENERS or bool(sentence & _ASKS_WHY)
        if words.words[first + 1 : first + 2] == ("it",):
            continue  # "is it a meniscus tear or what?"
        longest = _LOOKED_UP_RARE if _RARITY & sentence else _LOOKED_UP
        beside = [m for m in matches if first <= m.first < last and not match.first <= m.first < match.last]
        if any(m.concept in _SIGNS for m in beside) and not _asks_why(words, match, last):
            continue  # "cauda equina, numb saddle, what to do" names what is there
        if last - first <= longest and is_asked and not sentence & (_PERSONS | _REPORTS):
            found.update(range(first, last))
    return found


def _asks_why(words: Words, match: Match, last: int) -> bool:
    """Whether "why" follows the disease and tells no "is" of today: "rhabdomyolysis why pee goes brown"."""
    after = words.words[match.last : last]
    return "why" in after and not {"is", "are", "my", "so"} & set(after)


_GENERAL_SUBJECTS = frozenset(
    "medics refs referees surgeons paramedics clubs teachers nurses coaches osteopaths consultants "
    "physiotherapists gps "
    "you u kids children people someone somebody they adults runners athletes women men anyone doctors physios "
    "babies".split()
)
_OPENERS = frozenset("can could does do will would who how why what which should is are when".split())
_JOINERS = frozenset("and so".split())
_NOUN_OPENERS = frozenset("can does do will who".split())
_VERBS = frozenset(
    "see feel hear barely hardly only still not walk stand move put just even no bend sit get the".split()
)
_DEGREES = frozenset("serious painful common long likely bad dangerous rare soon often".split())
_ARTICLES = {("a",), ("an",)}
# What a search for knowledge names beside its subject: "kneecap dislocation rates girls vs boys".
_ENCYCLOPEDIC = frozenset(
    "rates criteria meaning definition stages methods typical generally statistics "
    "stats prevalence types grades anatomy guidelines mechanism common explained differential procedure link "
    "linked differences checklist table".split()
)
_INTERJECTIONS = frozenset("omg hi hiya hello hey lol ok okay um so wait btw right".split())
_EXPERTS = frozenset("medics doctors physio surgeons paramedics gps consultants".split())
# "Left calf bigger vs right" tells of one body.
_SIDES = frozenset("left right other normal one good bad bigger smaller hotter weaker numb yesterday side leg".split())
_POINTED = frozenset("it its this that the there one".split())
# Beside these even "after" tells of nobody: "average return to rugby after shoulder dislocation".
_COUNTED = frozenset("average prevention percentage".split())
# "Is a hot swollen joint always an infection" asks about joints, "is it always swollen" about one.
_ALWAYS = frozenset("always usually typically generally".split())
# "Swollen calf causes, after flight" tells of one calf.
_HAPPENED = frozenset("after since now still got flight today yesterday worse".split())
_QUERY = 9  # words
_SHORT = 16  # words; longer questions usually tell a story


def _clearly_general(words: Words) -> list[int]:
    """Questions of the kind "How do you fix a dislocated kneecap?", "Can foot drop be corrected?"."""
    general: list[int] = []
    position = 0
    while position < len(words):
        first, last = words.sentence_of(position)
        opening = first + 1 if words.words[first] in _JOINERS and last - first > 1 else first
        if _is_general(words.words[opening:last]):
            general.extend(range(first, last))
        position = last
    return general


def _is_looked_for(sentence: tuple[str, ...]) -> bool:
    """Whether it is typed as one looks up knowledge: "kneecap dislocation rates", "is a limp always serious"."""
    words = set(sentence)
    if len(sentence) <= _QUERY and sentence[-2:] == ("how", "come") and not words & _REPORTS - {"and"}:
        return True
    if len(sentence) <= _QUERY and (_COUNTED & words or (_ENCYCLOPEDIC & words and not _HAPPENED & words)):
        return True
    if sentence[:3] == ("at", "what", "point") or sentence[1:4] == ("at", "what", "point"):
        return True
    return sentence[:2] in {("is", "a"), ("is", "an")} and bool(_ALWAYS & words)


def _asks_experts(sentence: tuple[str, ...]) -> bool:
    """Whether it is typed as one asks what is done about a thing: "marathon collapse what medics check first"."""
    if len(sentence) > _QUERY or _REPORTS & set(sentence):
        return False
    asked = next((at for at, word in enumerate(sentence) if at and word in {"what", "why", "how", "when"}), 0)
    if asked and _EXPERTS & set(sentence[asked + 1 : asked + 3]):
        return True
    return bool({"vs", "versus"} & set(sentence)) and "pain" in sentence and not _SIDES & set(sentence)


def _less_interjections(sentence: tuple[str, ...]) -> tuple[str, ...]:
    while len(sentence) > 1 and sentence[0] in _INTERJECTIONS:
        sentence = sentence[1:]
    return sentence


# "Which is worse, a dislocated knee or a dislocated kneecap"; "which is better for it" asks for one body.
_WEIGHED = {("worse",), ("commoner",), ("rarer",), ("deadlier",)}


def _compares(sentence: tuple[str, ...]) -> bool:
    """Whether it asks what is usual, or how much of a thing: "why are hips harder to dislocate than shoulders"."""
    if sentence[0] == "is" and sentence[-1] in _ALWAYS:
        return len(sentence) > 2 and sentence[1] not in _POINTED
    if sentence[0] == "how" and len(sentence) <= _SHORT:
        return sentence[2:4] in {("should", "a"), ("should", "an")}
    if sentence[:2] == ("which", "is") and sentence[2:3] in _WEIGHED:
        return "or" in sentence and len(sentence) <= _SHORT
    return sentence[:2] == ("why", "are") and "than" in sentence and len(sentence) <= _SHORT


def _is_general(sentence: tuple[str, ...]) -> bool:
    sentence = _less_interjections(sentence)
    if _persons(sentence):
        return False
    if _is_looked_for(sentence) or _asks_experts(sentence) or _compares(sentence):
        return True
    if sentence[0] not in _OPENERS or len(sentence) > _SHORT:
        return False
    if sentence[:2] == ("do", "you") and {"think", "reckon"} & set(sentence[2:3]):
        return False  # "do you think it's bursitis" asks about one body
    if (
        sentence[2:3] in _ARTICLES
        and "with" not in sentence
        and (sentence[0] == "when" or (sentence[0] == "how" and "should" in sentence[:3]))
    ):
        return True  # "when should a limping child be seen"
    if sentence[:2] == ("how", "does") and sentence[2:3] in _ARTICLES:
        return True  # "how does an antibiotic hurt a tendon"
    if sentence[0] == "why" and sentence[1:2] in {("do",), ("does",), ("would",)}:
        return True
    if _GENERAL_SUBJECTS & set(sentence[1:4]) or sentence[:3] in {("how", "do", "physio"), ("how", "does", "physio")}:
        return True  # "physios" is read as "physio"
    if sentence[1:] and sentence[1] in _VERBS:
        return False  # "can see the bone": a statement without its subject
    return sentence[0] in _NOUN_OPENERS or bool(sentence[1:] and sentence[0] == "how" and sentence[1] in _DEGREES)
