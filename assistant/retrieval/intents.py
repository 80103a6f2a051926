"""What kind of answer a question, or a heading, asks for."""

import re

# First match wins: the special before the general.
_INTENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("more",
         r"^\W*(and |ok(ay)?,? |yes,? |please,? )*((tell|show|give) me |say |any(thing)? |what |is there |"
         r"go )*(some )?(more|else|on|the rest|carry on|continue|more (detail|info\w*)s?)( (about|on) (it|"
         r"that|this|them|those))?( please| pls)?\W*$"),
        ("compare",
         r"\b(versus|vs\.?|better than|worse than|kinder than|or is it|difference between|compared? (to|"
         r"with)|rather than|instead of|or just)\b|^\W*(is|are|should i|which is|what is|"
         r"whats)\b.{0,60}\b(better|best|worse|safer|kinder|easier)\b.{0,40}\bor\b|\w+ or \w+\W*$|"
         r"^\W*[\w ]{2,30}[:,] .* or |\b(road|grass|treadmill|trail|track|squats?|leg press|ice|heat|"
         r"rest)\b.{0,12} or "),
        ("stop",
         r"\b(when (do|should|to) .{0,12}stop|stop if|should i stop|what if (it|they|that|this) hurts?|"
         r"if (it|they) hurts?|too (sore|painful)|hurts? (when|while) i do (it|this|them|that))\b"),
        ("easier",
         r"\b(easier|easy version|too hard|regress\w*|beginner version|modif\w+|cant manage|can't manage|"
         r"cannot manage|cant do (it|them|that|this)|can't do (it|them|that|this)|struggl\w+)\b"),
        ("harder",
         r"\b(harder|progress(ion|ions|ing)?|too easy|next (step|level|stage)|advance\w*|"
         r"make .{0,20}more difficult|level up|move on to)\b"),
        ("mistakes", r"\b(mistakes?|doing (it|them|this) wrong|wrong way|common errors?|bad form)\b"),
        ("dose",
         r"\b(how (many|much|often|heavy|hard)|how long (do|should|to|can|would) ?(i|you|we)? ?(hold|do|"
         r"stretch|roll|keep|stand|rest|foam|leave|train|sit)|how far apart|sets?|repeats?|repetitions?|"
         r"times (a|per) (week|day)|days (a|per) week|frequency|dos(e|age)|minimum)\b"),
        ("how-to",
         r"\b(how (do|to|should|would|can) (i|you|we|one|to)?\s*(actually |properly |correctly |exactly |"
         r"safely )?(do|perform|set ?up|use|roll|foam|stretch|hold|start|try|break|choose|pick|get up|sleep|"
         r"sit|warm|build)\b|technique|proper form|step by step|instructions?|show me|talk me through|"
         r"walk me through|correct(ly)?|properly)\b"),
        ("where",
         r"\b(where (do|should|would) (i|you)? ?feel|what (muscles?|does it (work|train))|"
         r"which (\w+ )?muscles?)\b"),
        ("week",
         r"\b(weekly|(which|what|good|usual|typical|sample|my|training) week|week (look|without|suit)\w*|"
         r"timetable|what day|which days)\b"),
        ("plan",
         r"\b(plan|programme|program|schedule|walk[- ]run|run[- ]walk|couch to|stages|milestones|"
         r"week[- ]by[- ]week|day[- ]by[- ]day)\b"),
        ("why", r"\b(why|what causes?|what makes|cause[sd]?( of)?|reason|how come)\b"),
        ("time",
         r"\b(how (long|soon|quickly|fast)|when (can|will|am|do|should) (i|it|my)|how many (weeks|months|"
         r"days)|(takes?|time) to (heal|recover|settle|get better))\b"),
        ("who", r"\b(who (should|do|can|needs?)|whom)\b"),
        ("what-is",
         r"^\W*((so|and|but|ok|hi|hey|please)\W+)*((what|wat)('?s| is| are| does| do)?|define|explain|"
         r"meaning of|tell me about)\b(?!.*\b(best|good|helps?|eases?|"
         r"relieves?|should|exercises?|stretch\w*|treat\w*|shoes?|do i|can i)\b)|\bwhat .{1,40} means?\b"),
        ("choice",
         r"\b(which|what (kind|type|sort|exercises?|shoes?|surface|stretch\w*|treat\w*|helps?|should|\w+ (is|"
         r"are) best)|best|should i (use|wear|buy|choose|get|pick)|recommend\w*|(strengthening|hip|"
         r"glute) exercises|exercises (for|to)|stretch(es|ing) (for|to)|worth doing|worth it|go[- ]to)\b"),
    )
)  # fmt: skip
_HOW_OFTEN = re.compile(
    r"\b(how (often|regularly|frequently)|how many (times|days)|every ?(single |other |second )?day|each day|daily|"
    r"(times|days|once|twice) (a|per|each) (day|week)|days? (off|apart|between)|rest days?)\b",
    re.IGNORECASE,
)

_WHICH_SIDE = re.compile(
    r"\b((other|opposite|both|each) (side|leg|foot|hip)s?|(which|either|good|bad|sore) (side|leg)s?)\b", re.IGNORECASE
)
_HURTS = re.compile(
    r"\b(hurts?|hurting|aggravat\w*|irritat\w*|flar(es?|ing) up|"
    r"(is|are|gets?|makes? .{1,20}) (sore|painful|achy|worse)|"
    r"(pain|sore|ache|discomfort|twinge) (when|while|during|with|from|doing|in)|feel .{0,12}(pain|it) in my)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(how much\b.{0,60}\b(costs?|charged?|to pay)|(what|how much)('?s| is| are)? (the )?(price|cost|fee|charge)s?|"
    r"(what|how much) (do|does|did|will|would)\b.{0,60}\bcosts?|(price|cost|fee)s? (of|for)|"
    r"how (expensive|pricey|dear)|costs? (how much|more|less))\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[£$€]\s?\d|\b\d+\s?(pounds|euros|dollars|pence)\b|\b(price|cost|cheap|expensive)\w* .{0,40}\bthan\b",
    re.IGNORECASE,
)


def intent_of(text: str) -> str:
    """Return the kind of answer a text asks for; `about` where nothing says."""
    return next((name for name, pattern in _INTENTS if pattern.search(text)), "about")


def asks_price(text: str) -> bool:
    """Say whether a text asks what a thing costs ("how much is a visit?" may ask how often, and does not count)."""
    return _PRICE.search(text) is not None


def names_price(text: str) -> bool:
    """Say whether a text tells a price, or which of two things costs more."""
    return _MONEY.search(text) is not None


def asks_how_to(text: str) -> bool:
    """Say whether a text asks how to do a thing, whatever else it asks ("how do I do a hip hike and how many?")."""
    return next(pattern for name, pattern in _INTENTS if name == "how-to").search(text) is not None


def asks_how_often(text: str) -> bool:
    """Say whether a text asks on which or how many days to do a thing ("every day?")."""
    return _HOW_OFTEN.search(text) is not None


def asks_which_side(text: str) -> bool:
    """Say whether a text asks about the side to do a thing on ("and the other side?")."""
    return _WHICH_SIDE.search(text) is not None


def asks_when(text: str) -> bool:
    """Say whether a text asks when, not how ("when do I make it harder?")."""
    return re.search(r"\bwhen\b", text, re.IGNORECASE) is not None


def says_it_hurts(text: str) -> bool:
    """Say whether a text says that something done hurts ("the side plank hurts my shoulder")."""
    return _HURTS.search(text) is not None


def heading_intent(heading: str) -> str:
    """Return the kind of answer that a section gives, read off its heading."""
    return intent_of(heading)
