"""Keeps the tokens of links out of what servers write: a few of their messages hold the path that was asked for."""

import logging
import re

_SERVERS = ("waitress", "gunicorn.error")
_LINK = re.compile(r"/p/[^\s/?#'\"]+")


def register() -> None:
    """Watch the loggers of the servers that run the site. Doing it again changes nothing."""
    for name in _SERVERS:
        logging.getLogger(name).addFilter(_hide_links)


def _hide_links(record: logging.LogRecord) -> bool:
    """The record with every link of a kept packet cut to "/p/…"; never dropped."""
    said = record.getMessage()
    hidden = _LINK.sub("/p/…", said)
    if hidden != said:
        record.msg, record.args = hidden, ()
    return True
