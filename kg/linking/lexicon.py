"""What the gazetteer says of a form that does not depend on the papers: whether it needs care."""

from functools import cache

from extractors.forms import normal_form
from extractors.gazetteer.tables import Form, load


@cache
def _forms() -> dict[str, list[Form]]:
    forms: dict[str, list[Form]] = {}
    for same_letters in load().forms.values():
        for form in same_letters:
            listed = forms.setdefault(normal_form(form.text), [])
            if form not in listed:
                listed.append(form)
    return forms


def is_ambiguous(key: str) -> bool:
    """Whether every known name of this key needs its context, as 'SMC' and 'Adam' do."""
    forms = _forms().get(key, ())
    return bool(forms) and all(form.ambiguous for form in forms)


def is_plain_word(form: str, key: str) -> bool:
    """Whether a form is an everyday word whose name of the same letters has capitals: 'math', not 'MATH'."""
    return form.isalpha() and form.islower() and is_ambiguous(key) and all(f.cased for f in _forms()[key])


@cache
def homonymous_acronym(gazetteer_id: str) -> str | None:
    """The first alias of a known name that is an acronym of another known name too, such as 'SMC'."""
    entry = load().entries.get(gazetteer_id)
    for alias in entry.aliases if entry else ():
        if alias.isupper() and len({form.entry.id for form in _forms()[normal_form(alias)]}) > 1:
            return alias
    return None
