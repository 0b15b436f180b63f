"""Words that have an order of their own: sizes, amounts, how often, months, days, in English and in French."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_SCALES = """
xxxs; xxs; xs; s; m; l; xl; xxl; xxxl
tiny; very small; small; medium, mid; large, big; very large, extra large; huge
minuscule; très petit, très petite; petit, petite; moyen, moyenne; grand, grande; très grand, très grande; énorme
very low; low; medium, moderate, mid, normal, average; high; very high
très faible, très bas, très basse; faible, bas, basse; moyen, moyenne, modéré, modérée, normal, normale; \
élevé, élevée, haut, haute, fort, forte; très élevé, très élevée, très haut, très haute, très fort, très forte
none; mild, slight; moderate, medium; severe; very severe
aucun, aucune; léger, légère; modéré, modérée; sévère, grave
never; rarely, seldom; sometimes, occasionally; often; usually; always
jamais; rarement; parfois, quelquefois; souvent; généralement; toujours
very bad; bad, poor; fair, average, okay; good; very good; excellent
très mauvais; mauvais, insuffisant; passable, moyen; assez bien; bien, bon; très bien, très bon; excellent
strongly disagree; disagree; neutral, neither agree nor disagree; agree; strongly agree
pas du tout d'accord; plutôt pas d'accord; neutre, ni d'accord ni pas d'accord; plutôt d'accord; tout à fait d'accord
very slow; slow; medium, average; fast; very fast
très lent, très lente; lent, lente; moyen, moyenne; rapide; très rapide
freezing; cold; cool; mild; warm; hot
glacial, glaciale; froid, froide; frais, fraîche; doux, douce; tiède; chaud, chaude
child; young, teenager; adult; old, senior, elderly
enfant; jeune, adolescent; adulte; âgé, âgée, senior
beginner, novice; intermediate; advanced; expert
débutant, débutante; intermédiaire; avancé, avancée; expert, experte
primary; secondary; tertiary
primaire; secondaire; supérieur
short; medium, average; long
court, courte; moyen, moyenne; long, longue
first, 1st; second, 2nd; third, 3rd; fourth, 4th; fifth, 5th
premier, première, 1er, 1re; deuxième, second, seconde, 2e; troisième, 3e; quatrième, 4e; cinquième, 5e
q1; q2; q3; q4
t1; t2; t3; t4
january, jan; february, feb; march, mar; april, apr; may; june, jun; july, jul; august, aug; \
september, sep, sept; october, oct; november, nov; december, dec
janvier, janv; février, févr, fév; mars; avril, avr; mai; juin; juillet, juil; août; \
septembre, sept; octobre, oct; novembre, nov; décembre, déc
monday, mon; tuesday, tue, tues; wednesday, wed; thursday, thu, thur, thurs; friday, fri; saturday, sat; sunday, sun
lundi, lun; mardi, mar; mercredi, mer; jeudi, jeu; vendredi, ven; samedi, sam; dimanche, dim
"""
_NO_AND_YES = """
no, n, false, f, off, absent, negative, never, non, faux, négatif, négative; \
yes, y, true, t, on, present, positive, always, oui, o, vrai, présent, positif, positive
"""


def _bare(word: str) -> str:
    """Return a word without capitals, accents, hyphens and the full stop of an abbreviation."""
    letters = unicodedata.normalize("NFD", word.casefold().replace("’", "'"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.replace("-", " ").replace("_", " ").rstrip(".").split())


def _scale(line: str) -> dict[str, int]:
    """Return the place of each word of a line in its order."""
    return {_bare(word): place for place, same in enumerate(line.split(";")) for word in same.split(",")}


_EVERY_SCALE = tuple(map(_scale, _SCALES.strip().splitlines()))
_NO_YES = _scale(_NO_AND_YES.strip())


def in_order(words: Iterable[str]) -> tuple[str, ...] | None:
    """Return three words or more in their own order, or two that are no and yes, small and large.

    Returns
    -------
    tuple or None
        ``None`` if they have no order that is known here, or two of them have the same place in it.
    """
    words = tuple(words)
    for scale in (_NO_YES, *_EVERY_SCALE) if len(words) == 2 else _EVERY_SCALE:
        places = {word: scale.get(_bare(word)) for word in words}
        known = [place for place in places.values() if place is not None]
        if len(words) > 1 and len(set(known)) == len(words):
            return tuple(sorted(words, key=lambda word, scale=scale: scale[_bare(word)]))  # type: ignore[misc]
    return None
