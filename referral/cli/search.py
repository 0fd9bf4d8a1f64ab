"""`flask search`: one search, as text or as JSON."""

import click

from referral.cli.common import command_body, directory, json_option, print_json, say_gates
from referral.domain.crisis_words import safety_in_words
from referral.domain.search import Sort
from referral.domain.vocabulary import Kind
from referral.services.searches import SearchRequest
from referral.wording.search_json import search_page
from referral.wording.search_text import search_text


@click.command("search", short_help="Search the directory.")
@click.argument("text", required=False)
@click.option("--near", metavar="PLACE", help='ZIP, "Town, ST", or "lat,lon".')
@click.option("--radius", metavar="MILES", help="At most so far from PLACE in a straight line.")
@click.option("--kind", "kinds", multiple=True, metavar="|".join(Kind), help="May be given several times.")
@click.option("--where", multiple=True, metavar="GROUP=CODE", help="One group: any of them. Several groups: all.")
@click.option("--free", multiple=True, metavar='"MO-FR 17:30-21:30"', help="Free time; several are added up.")
@click.option("--at", metavar='"TU 18:15"', help="In progress then, starting within the hour, or open.")
@click.option("--sort", metavar="|".join(Sort), default=Sort.BEST.value, show_default=True)
@click.option("--confirmed-only", is_flag=True, help="Leave out what must be asked.")
@click.option("--limit", default="20", show_default=True, metavar="N")
@click.option("--offset", default="0", show_default=True, metavar="N")
@click.option("--now", metavar="ISO", help="Pretend that it is then.")
@json_option
@command_body
def search_command(
    *,
    text: str | None,
    near: str | None,
    radius: str | None,
    kinds: tuple[str, ...],
    where: tuple[str, ...],
    free: tuple[str, ...],
    at: str | None,
    sort: str,
    confirmed_only: bool,
    limit: str,
    offset: str,
    now: str | None,
    as_json: bool,
) -> None:
    """Search by words, distance, facts and free time. Confirmed fits come first, then open ones, then those to ask."""
    say_gates(directory().packets.gates_despite({"safety": safety_in_words(text)}))
    answer = directory().searches.search(
        SearchRequest(
            text=text,
            near=near,
            radius=radius,
            kinds=kinds,
            where=where,
            free=free,
            at=at,
            sort=sort,
            confirmed_only=confirmed_only,
            limit=limit,
            offset=offset,
            now=now,
        )
    )
    if as_json:
        print_json(search_page(answer.page, answer.query))
    else:
        click.echo(search_text(answer.page, answer.query, directory().sources.named()))
