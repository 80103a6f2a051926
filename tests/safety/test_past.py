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
        ("the calf was swollen in 2019 and is fine", "swollen"),
        ("I had a swollen calf like ten years ago", "swollen"),
        ("my foot was numb when I was at school", "numb"),
        ("in my twenties I had a swollen knee", "swollen"),
        ("foot went numb kneeling on it, back to normal in a minute", "numb"),
        ("popped my kneecap out at 15, I'm 34 now", "patella-out"),
        ("tore my calf in '16, strong again", "muscle-strong"),
        ("fell and was swollen at 12, nothing since, I'm 40", "swollen"),
        ("Five years ago I had it. I couldn't feel my foot and it was numb. No pain for years.", "numb"),
        ("years ago, in the eighties, my knee was swollen", "swollen"),
        ("toes went numb driving, fine when I got out", "numb"),
        ("a pupil at my last school collapsed", "heat-ill-strong"),
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
        # what is joined to the past by "and" stands in the present
        ("I broke it two years ago and my calf is swollen", "swollen"),
        ("my calf is swollen and I broke my leg in 2019", "swollen"),
        ("I used to run and my foot is numb", "numb"),
        ("last month I flew home and my calf is hot", "hot"),
        ("I'm recovered from flu and my calf is swollen", "swollen"),
        ("my knee is swollen like last year", "swollen"),
        # where somebody is in life is no past
        ("I'm in my thirties and my calf is swollen", "swollen"),
        ("I'm at uni, my calf is swollen", "swollen"),
        ("she's in the army with a swollen calf", "swollen"),
        ("my son's knee got swollen at school", "swollen"),
        ("knee swollen, in year 9", "swollen"),
        ("in my twenties, calf swollen and hot", "swollen"),
        ("previously fit man with a swollen calf", "swollen"),
        ("discharged yesterday with a swollen calf", "swollen"),
        ("swollen at 9, and it is getting bigger", "swollen"),
        ("I'm 34 and it swelled at 31 degrees", "swollen"),
        ("swollen in 2019 and since", "swollen"),
        ("I'm 15, my knee was swollen at 14", "swollen"),
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
