"""What takes a scare back in later messages, told in many ways, and the words like it that take nothing back."""

import pytest

from assistant.domain import Route

CALF = "my calf is swollen, hot and tender since the flight"
SADDLE = "numb between my legs and I can't pee"
KNEE = "knee is red hot and swollen and I feel shivery"
HEEL = "loud pop behind my heel, can't go up on my toes"
CHEST = "chest pain and sweating on the stairs"
ANKLE = "rolled my ankle, can't take four steps and the bone is sore"
LONG = "my hip has been sore for four months"


@pytest.mark.parametrize(
    "turns",
    [
        (CALF, "in 2011 lol, not now. treated and never since. which socks for a long drive?"),
        (CALF, "oh that was 2019, all healed, nothing like it since", "are calf raises any good?"),
        (SADDLE, "that was with my eldest, he's 12. back to normal the next day", "pelvic floor work before a 10k?"),
        (KNEE, "*was*. winter of 2016, washed out in theatre, cured", "is cycling kind to knees?"),
        (KNEE, "typo, I meant my radiator in the kitchen. my knee's fine", "which squat depth?"),
        (HEEL, "balloon 😂 at a kids' party. heel's fine, I can hop on it", "heel drops, how many?"),
        (HEEL, "bubble wrap, honestly. nothing popped in me, I'm fine", "which shoes for the gym?"),
        (CHEST, "it's a quiz question for Thursday, nobody here is ill", "how do beginners build up?"),
        (CHEST, "line from the script, I'm fine", "warm up for actors?"),
        (CHEST, "that's in the panto, it's my part", "which stretch for a stiff neck?"),
        (ANKLE, "minor injuries x-rayed it tonight, no break, just a sprain, told to walk on it", "wobble board?"),
        (ANKLE, "sorry, ankle STRAP, it snapped. I'm unharmed, foot's fine", "do straps help?"),
        (ANKLE, "scan clear, small sprain, walking now, no limp", "when do people start balance work?"),
        (CALF, "was 2017", "finished the tablets, discharged", "wall stretch or step?"),
        (CALF, "went in to hospital last night. ultrasound", "no clot, sent home", "heel raises?"),
        (
            CALF,
            "decades before I was even born, my aunt's, she tells it at weddings",
            "what should I eat for strong bones?",
        ),
        (HEEL, "9 years ago mind, they sewed it, I run marathons every spring", "hill sprints, yes or no?"),
        (HEEL, "paintball, best day ever", "squats tomorrow, fine?"),
        (CALF, "autocorrect, I meant my hip flask", "which socks for cold feet?"),
        (ANKLE, "in 1994, off a ladder. They kept me in for weeks and I've run three marathons since", "neck stretch?"),
        (CALF, "nurse drew round it Monday, checked it at 3, colour gone completely", "saddle height?"),
        ("numb bum", "it's the narrow saddle, gone as soon as I got off", "padded shorts?"),
        ("I can't feel my toes", "it's minus 6 and I was in wellies, warm again with a tea", "which socks?"),
        (LONG, "no lol 4 DAYS", "side lying leg lifts?"),
        (LONG, "sorry, 4 mornings, voice to text", "clams?"),
        (LONG, "four months is the age of the puppy. hip since yesterday", "which stretch?"),
        (LONG, "that was last year, gone by june, not a twinge since", "hill walking boots?"),
    ],
)
def test_an_explanation_with_word_that_all_is_well_releases(decide, turns):
    assert decide(*turns).route is Route.ANSWER


@pytest.mark.parametrize(
    "said",
    [
        # a date of something else, or of a time before this one
        "I had one like it in 2019 and that healed fine",
        "same thing in 2011, treated, fine after",
        "the other leg was in 2017, all healed. this one is new",
        "that was last year but it's back",
        "it was 2019 when I got the all clear, it's started again",
        # an explanation and nothing that says all is well
        "typo in the plan I think",
        "lol sorry for the drama",
        "it's the new shoes I'd bet",
        "that was at the gym last night",
        "quiz night is on so I'll be quick",
        "in the story of my life, always something",
        "my mate had it on the telly as well",
        # all is well, with nothing to explain what was said
        "I'm fine honestly",
        "haha I'm fine",
        "lol no bother really",
        "feel grand, just sleepy",
        "no pain when I sit",
        "gone a bit now",
        "can bend it fine though",
        # half of each
        "not swollen really",
        "looked at it and sent me to A&E",
        "booked for a scan on Friday, no clot I hope",
        "x-rayed in 2022 and it was clear then",
        "my coach looked at it, no break he says, all fine",
        "my nurse friend says it's fine",
        "doctor google says it's normal",
        "they said it's fine unless it got worse and it has",
        "probably just a sprain, no break",
        "typo, it's the left one. still bad",
        "haha balloon? no, a real one, it's mine",
        "that was Tuesday, today it's worse",
        "dye I thought, scrubbed it, no change",
        "minor injuries had a four hour wait so I went home",
        "in 2015 I had cancer, cleared. this is new",
    ],
)
@pytest.mark.parametrize("sign", [CALF, SADDLE, KNEE, HEEL, CHEST, ANKLE])
def test_words_like_it_release_nothing(decide, sign, said):
    assert decide(sign, said, "which stretch is best for hips?").route.severity >= Route.URGENT.severity


@pytest.mark.parametrize(
    "said",
    [
        "sorry, 5 months",
        "4 months of it, 4 weeks to go to my race",
        "four months is the plan too, still sore",
        "typo, it's my left hip",
        "sore yesterday as well",
        "since sunday it's worse again",
    ],
)
def test_a_long_time_is_not_put_right_by_another_long_time_or_a_detail(decide, said):
    assert decide(LONG, said, "which hip stretch?").route.severity >= Route.REFER.severity


@pytest.mark.parametrize("sign", ["I want to end my life", "my husband hits me", "I took all my tablets last night"])
@pytest.mark.parametrize("said", ["that was 2012, I'm fine now", "lol it's a song lyric, I'm happy", "typo, all good"])
def test_a_wish_to_die_or_violence_needs_more_than_these(decide, sign, said):
    assert decide(sign, said, "which stretch for my back?").route.severity >= Route.EMERGENCY.severity


def test_a_later_exclusion_lifts_nothing(decide):
    """What a rule leaves out must be told with the sign, not asked about afterwards."""
    assert decide("my undercarriage is numb", "do padded shorts help cycling?").route is Route.EMERGENCY
    assert decide("he threw me across the room again", "is judo good for balance?").route is Route.CRISIS


@pytest.mark.parametrize(
    "said",
    [
        "that was 2019, long healed. this week my calf is swollen",
        "typo, knee's fine. my calf is hot and swollen now",
    ],
)
def test_a_new_sign_beside_a_withdrawal_counts(decide, said):
    assert decide(CALF, said).route.severity >= Route.URGENT.severity


@pytest.mark.parametrize(
    "turns",
    [
        # all is well with another part, while the story goes on
        ("scan said thin bones, osteoporosis", "fell hard on my bottom, bad sharp pain mid back. legs fine. pilates?"),
        # a test read by oneself
        ("sudden tearing pain between my shoulder blades, arm weak", "I'm a medic, ECG I have taken, normal. drills?"),
        # kept in, and woken by pain; walked since, and it hurts
        (CALF, "in 1994 they kept me in, fine since. Now pain wakes me at 4 in the same calf", "neck stretch?"),
        # a thing named, and no word that it was meant
        (CALF, "9 years ago I had the same, surgeon stitched it", "hill sprints, yes or no?"),
        ("shot in the thigh today", "paintball, but my thigh is numb and cold", "squats tomorrow?"),
        # a thing near by, when a heart that hurts on effort is well at rest too
        ("chest pain this morning", "on the rowing machine, gone now", "which drills?"),
        ("tight chest and sweating", "the spin bike, gone as soon as I got off", "which cadence?"),
        # a check of long ago says nothing of a sign of now
        ("I've chest pain and I'm short of breath", "My doctor checked my heart five years ago and it was fine."),
        (CALF, "my gp looked at it last year and said it was fine, all good", "calf raises?"),
        ("one calf bigger and hot", "it was scanned in 2022 and was clear"),
        ("chest pain and tight jaw on the hill", "that was checked in 2020, all clear then"),
        # only when it began is put right
        ("numb around my genitals since this morning", "typo, I meant yesterday morning"),
        ("chest pain going down my arm", "typo, I meant tonight"),
        # what people say who regret that they spoke
        ("I want to kill myself", "only joking, what stretches"),
        ("I'm going to end my life", "it's a quote"),
        ("my husband hits me", "sorry, wrong word, I meant slaps"),
        ("my partner hits me", "that was last year"),
        ("I took 40 paracetamol", "it's a figure of speech"),
        # a denial before the excuse explains nothing
        ("knocked heads at training, foggy since", "wasn't knocked out", "gaffer says hangover haha. jog ok?"),
        # only one of two is taken back
        ("sore hip 6 weeks and my calf is swollen on one side", "ignore the calf, typo, both same. hip bridges?"),
    ],
)
def test_what_only_sounds_whole_is_held(decide, turns):
    assert decide(*turns).route.severity >= Route.REFER.severity
