"""What is over counts for nothing; what came then and is here now counts."""

import pytest


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the calf was swollen in 2019", "swollen"),
        ("back in 2015 my knee was hot and swollen", "swollen"),
        ("I had a swollen knee years ago, fine now", "swollen"),
        ("swollen last year. All clear, healed.", "swollen"),
        ("broke my ankle in 2009, fully healed", "broken"),
        ("my foot was numb as a teenager", "numb"),
        ("I had numbness once, in 2018", "numb"),
        ("swollen calf two years ago, long since treated", "swollen"),
        ("the knee locked ten years ago", "knee-locked"),
        ("used to have a hot swollen toe", "swollen"),
        ("it was swollen but it has healed", "swollen"),
        ("numb foot in childhood", "numb"),
        ("kneecap popped out at 13, I'm 30, fine since", "patella-out"),
        ("Broke my hip, pinned, that was four years ago.", "broken"),
        (
            "Two winters ago my knee was red. They washed it out and it was swollen for weeks. That's behind me.",
            "swollen",
        ),
        ("chest pain in March last year, all tests clear", "chest-pain"),
        ("toes went numb in tight ski boots, fine in two minutes", "numb"),
        ("foot went numb kneeling on it, back to normal in a minute", "numb"),
    ],
)
def test_what_is_over_is_not_present(read, text, concept):
    assert not read(text).present(concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("had a clot in 2015, and now my calf is swollen", "swollen"),
        ("broke it in 2009. Now it is swollen", "swollen"),
        ("swollen since 2019", "swollen"),
        ("its gone purple and swollen", "swollen"),
        ("I'm used to a swollen knee", "swollen"),
        ("swollen again like last year", "swollen"),
        ("worse than it was in 2019, swollen", "swollen"),
        ("it should have healed by now but is swollen", "swollen"),
        ("not healed and swollen", "swollen"),
        ("hasn't cleared up, hot and swollen", "hot"),
        ("last night it was swollen", "swollen"),
        ("yesterday it swelled, it is hot", "hot"),
        ("it started last week and is numb", "numb"),
        ("had surgery in May, knee hot today", "hot"),
        ("Broke it years ago. It is swollen now. No pain otherwise.", "swollen"),
        ("toes still numb since the ski boots, eases in ten minutes and comes back", "numb"),
        ("numb bum on the saddle, fine in 5 minutes, but wet myself", "bladder"),
        ("my face drooped, gone in ten minutes, I was kneeling", "stroke-sign"),
        ("it was fine now it hurts", "sore-now"),
        ("she'd be better off dead", "wish-dead"),
    ],
)
def test_what_is_here_now_is_present(read, text, concept):
    assert read(text).present(concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("I had breast cancer in 2012", "cancer-history"),
        ("had a knee replacement in 2015", "implant"),
        ("diagnosed with diabetes years ago", "diabetes"),
        ("I've been on warfarin since 2010", "anticoagulant"),
        ("fell last week", "fell"),
    ],
)
def test_a_history_that_still_matters_counts_although_past(read, text, concept):
    assert read(text).present(concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [("ACL surgery in 2011", "surgery-recent"), ("I fell ten years ago", "fell"), ("pregnant in 2016", "pregnant")],
)
def test_what_was_recent_stops_counting_after_years(read, text, concept):
    assert not read(text).present(concept)
