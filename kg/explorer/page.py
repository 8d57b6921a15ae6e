"""The page itself: one HTML text that loads nothing, and whose policy lets nothing but our own scripts run."""

import base64
import hashlib
from importlib.resources import files

SCRIPTS = ("model.js", "picture.js", "panel.js", "explorer.js")


def parts(library: str) -> dict[str, object]:
    """What the template `page.html` needs beside the data: style, scripts, and the policy that names them.

    Args:
        library: source of the drawing library.

    Returns:
        `style`, `scripts` in the order they run, and `policy`, a Content-Security-Policy by hashes.

    >>> parts("")["policy"].split(";")[0]
    "default-src 'none'"
    """
    here = files("kg.explorer")
    style = (here / "explorer.css").read_text("utf-8")
    scripts = [library, *((here / name).read_text("utf-8") for name in SCRIPTS)]
    policy = [
        "default-src 'none'",
        "script-src " + " ".join(map(_source, scripts)),
        f"style-src {_source(style)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return {"style": style, "scripts": scripts, "policy": "; ".join(policy)}


def _source(text: str) -> str:
    """The policy's name for an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
