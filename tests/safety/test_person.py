"""Whose sign it is: anybody's counts, but a pet's and a story's."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "my wife's knee is hot and swollen",
        "my husband has a hot swollen knee",
        "my mate's knee is swollen",
        "a client of mine has a swollen knee",
        "asking for a friend, her calf is swollen",
        "one of my players has a swollen ankle",
        "my son's ankle is swollen",
        "his leg is swollen",
        "grandad's foot is swollen",
        "walking the dog and my knee is swollen",
        "my dog knocked me over and my knee is swollen",
        "I read a novel in bed because my knee is swollen",
        "watching a film when my knee was suddenly swollen",
        "third episode of a swollen knee",
        "fell in the game, swollen knee",
        "The dog is fine. My knee is swollen.",
        "watching telly and the knee is suddenly swollen",
        "a bloke on youtube has what I have, my knee is swollen",
    ],
)
def test_a_persons_sign_is_present(read, text):
    assert read(text).present("swollen")


@pytest.mark.parametrize(
    "text",
    [
        "my dog is limping, knee swollen",
        "my cat has a swollen paw and leg",
        "our horse has a swollen fetlock",
        "my horse is lame and the leg is swollen",
        "in my novel the hero has a swollen knee",
        "I'm writing a story where the runner has a swollen knee",
        "in the film his knee is swollen",
        "a character in my book has a swollen knee",
        "the bloke on the telly had a swollen knee",
        "the player on tv went off, his knee swollen",
        "for a radio drama: a fell runner with a swollen knee",
    ],
)
def test_an_animals_or_a_storys_sign_is_not(read, text):
    assert not read(text).present("swollen")


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("my mum says she wants to die", "crisis"),
        ("my mum says she is going to kill herself", "crisis"),
        ("my brother texted that he will end his life tonight", "crisis"),
        ("since the op my husband doesn't want to live", "crisis"),
        ("my friend took 20 paracetamol", "emergency"),
        ("my dad's face is drooping", "emergency"),
        ("my gran fell and can't get up", "emergency"),
        ("my 8 year old has a sore heel", "refer"),
    ],
)
def test_somebody_elses_sign_routes_as_ones_own(decide, text, route):
    assert decide(text).route == route
