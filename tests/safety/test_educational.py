"""Questions about signs are no signs; a question beside a sign, or behind one, takes nothing away."""

import pytest

from assistant.safety.educational import impersonal_sentences


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("what are the signs of a hot swollen joint?", "swollen"),
        ("what are the red flags of a swollen calf", "swollen"),
        ("how would I know if it is swollen", "swollen"),
        ("how do you tell if a toe is broken", "broken"),
        ("if I get a swollen calf what then", "swollen"),
        ("what if my knee locks during a race", "knee-locked"),
        ("for my essay: swollen calf after a flight", "swollen"),
        ("revising for my exam: hot swollen knee, fever", "fever"),
        ("Can foot drop be corrected?", "foot-drop"),
        ("How do you fix a dislocated kneecap?", "patella-out"),
        ("why do runners get numb toes?", "numb"),
        ("is a swollen knee common in runners?", "swollen"),
        ("what is cauda equina syndrome?", "saddle-numb"),
        ("does an infected joint get hot?", "hot"),
        ("ciprofloxacin achilles why", "fluoroquinolone"),
        ("rhabdo who gets it", "rhabdo-word"),
        ("when should a limping child be seen", "red-limp"),
        ("how do medics tell a locked knee", "knee-locked"),
        ("at what point is pain called persistent", "persists"),
        ("Is a hot swollen joint always an infection or can it be gout?", "swollen"),
        ("How do physios test for weakness in a leg?", "weak"),
        ("average return to rugby after shoulder dislocation", "joint-out"),
        ("I run first aid cover, asked for a one page sheet: hot swollen calf, chest pain", "swollen"),
        ("rhabdomyolysis why pee goes brown", "dark-urine"),
        ("how tight should a plaster cast be", "cast"),
        ("why are shoulders easier to dislocate than hips", "joint-out"),
        ("marathon collapse what medics check first", "collapse"),
        ("omg can you tear your achilles doing heel drops", "pop"),
        ("what does a clot in the leg actually feel like", "clot-word"),
        ("night pain tendon vs bone", "night-pain"),
    ],
)
def test_what_is_asked_about_is_not_present(read, text, concept):
    assert not read(text).present(concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("is it normal that my knee is swollen", "swollen"),
        ("is it always swollen with a clot?", "swollen"),
        ("leg usually ok, swollen and hot calf", "swollen"),
        ("my calf is swollen, how would I know if it is a clot?", "swollen"),
        ("I've got a hot swollen knee. What are the signs of infection?", "swollen"),
        ("what does it mean if my foot is numb", "numb"),
        ("why is my calf swollen?", "swollen"),
        ("is it bad if my calf is swollen", "swollen"),
        ("my scan report says a tear, what does it mean?", "scan-words"),
        ("swollen, my left calf, what are the signs of a clot?", "swollen"),
        ("is my toe broken? it is swollen", "swollen"),
        ("not sure if my foot is numb", "numb"),
        ("gout attack, what helps, it is swollen", "swollen"),
        ("knee hot and swollen why", "swollen"),
        ("do you think it's bursitis", "ask-this"),
        ("my scan shows a labral tear what does it mean", "scan-words"),
        ("I don't know if it's swollen", "swollen"),
        ("what should I do for a knee that is swollen since yesterday", "swollen"),
        ("can see the bone", "deform"),
        ("what are the signs of a clot? my calf is hot", "hot"),
        ("as a student nurse I know it is odd but my calf is swollen", "swollen"),
        ("stroke face drooping what to do", "stroke-sign"),
        ("stroke what do i do", "stroke-sign"),
        ("cauda equina numb saddle what to do", "saddle-numb"),
        ("knee dislocation foot cold what to do", "cold"),
        ("septic knee fever red what to do", "fever"),
        ("stress fracture shin night pain what to do", "night-pain"),
        ("swollen calf causes, differential, after flight", "swollen"),
        ("how should a man with crushing chest pain be treated", "chest-pain"),
        ("calf swollen vs the other one", "swollen"),
        ("motorcycle vs deer, knee swollen", "swollen"),
        ("leg numb what do I do", "numb"),
        ("is it numb usually", "numb"),
        ("rhabdo and my wee is brown, why", "dark-urine"),
    ],
)
def test_what_somebody_has_is_present(read, text, concept):
    assert read(text).present(concept)


@pytest.mark.parametrize(
    "text",
    ["what if I want to end my life", "how would I know if I should kill myself", "if I kill myself who feeds the cat"],
)
def test_a_wish_to_die_behind_if_counts(decide, text):
    assert decide(text).route == "crisis"


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("Can IT band syndrome become chronic?", True),
        ("How long does tendinopathy last?", True),
        ("Can my IT band syndrome become chronic?", False),
        ("Does it last when she runs?", False),
        ("What helps a 10 year old with sore heels?", False),
        ("Is 800 mg of ibuprofen ok before a race?", False),
        ("Knee pain for months.", False),
    ],
)
def test_questions_that_speak_of_nobody(engine, text, general):
    from tests.safety.conftest import TODAY

    words = engine.read(text, turn=0, today=TODAY).words
    assert bool(impersonal_sentences(words)) is general
