"""Words of paper, calendar and pictures: headings, labels and lines to write on. One key, English and Spanish."""

from datetime import date

from referral.domain.week import Day
from referral.wording.times import date_words, day_name

DOCUMENT: dict[str, tuple[str, str]] = {
    "title": ("My plan", "Mi plan"),
    "name": ("Name or initials (only if you want)", "Nombre o iniciales (solo si quiere)"),
    "prepared": ("Prepared by (name and phone)", "Preparado por (nombre y teléfono)"),
    "made": ("Made on {day}.", "Hecho el {day}."),
    "qr": ("Open this plan on a phone", "Abra este plan en un teléfono"),
    "qr_alt": ("QR code that opens this plan on a phone", "Código QR que abre este plan en un teléfono"),
    "page": ("Page {page} of {pages}", "Página {page} de {pages}"),
    "call_first": ("Call before you go: times change.", "Llame antes de ir: los horarios cambian."),
    "due_now": ("Call now: {day}", "Llame ahora: {day}"),
    "due_at_opening": ("Call when they open, by {day}", "Llame cuando abran, antes de terminar el {day}"),
    "due": ("On {day}", "El {day}"),
    "no_actions": (
        "We found no place to call yet. The help line looks for one with you.",
        "Todavía no hallamos un lugar. La línea de ayuda busca uno con usted.",
    ),
    "notes": ("My notes", "Mis notas"),
    "picture_alt": (
        "Picture of the week, Monday to Sunday. {items}",
        "Dibujo de la semana, de lunes a domingo. {items}",
    ),
    "picture_times": ("All times are {zone}.", "Todas las horas son: {zone}."),
    "block_busy": ("Busy", "Ocupado"),
    "block_program": ("Program", "Programa"),
    "block_meeting": ("Meeting", "Reunión"),
    "block_resource": ("Visit", "Visita"),
    "block_reserved": ("Keep free: ask for this time", "Deje libre: pregunte por esta hora"),
    "block_travel": ("Trip", "Viaje"),
    "trip": ("Leave {origin} {start}, reach {destination} {end}", "Sale de {origin} {start}, llega a {destination} {end}"),
    "times": ("Times", "Horarios"),
    "more_times": ("and more: ask", "y más: pregunte"),
    "online": ("Online", "En línea"),
    "more": ("More places", "Más lugares"),
    "left_out": (
        "The plan on its page has more of these: {count}.",
        "El plan en su página tiene más de estos: {count}.",
    ),
    "each": ("Each of these", "Cada uno"),
    "ask_here": ("Ask", "Pregunte"),
    "ask_each": ("Ask each place", "Pregunte en cada lugar"),
    "removed": ("Left out: {rules}.", "Quedaron fuera: {rules}."),
    "ready": ("Before you call", "Antes de llamar"),
    "ready_visit": ("When can I have a first visit?", "¿Cuándo puedo tener la primera cita?"),
    "ready_bus": ("How do I get there? Can you pick me up?", "¿Cómo llego? ¿Pueden recogerme?"),
    "ready_children": ("Is there child care while I am there?", "¿Hay cuidado de niños mientras estoy allí?"),
    "ready_medicines": ("Which of my medicines can I keep?", "¿Cuáles de mis medicinas puedo seguir tomando?"),
    "ready_family": ("Can my family take part?", "¿Puede participar mi familia?"),
    "ready_miss": ("What if I miss a day?", "¿Qué pasa si falto un día?"),
    "ready_next": (
        "If a place cannot see you within two days, call the next one too.",
        "Si un lugar no puede verle en dos días, llame también al siguiente.",
    ),
    "medicines": ("Medicines and health", "Medicinas y salud"),
    "medicines_hint": (
        "For a nurse, doctor or pharmacist to fill in. It is blank on purpose.",
        "Para que lo llene el personal médico o de farmacia. Está vacío a propósito.",
    ),
    "medicine": ("Medicine", "Medicina"),
    "dose": ("How much", "Cuánto"),
    "dose_time": ("When", "Cuándo"),
    "prescriber": ("Who gives it", "Quién la da"),
    "refill": ("Refill by", "Renovar antes de"),
    "allergies": ("Allergies and health needs", "Alergias y necesidades de salud"),
    "goal": ("Meetings a week I aim for", "Reuniones por semana que quiero"),
    "signs": ("Signs that I am slipping", "Señales de que estoy recayendo"),
    "supporter": ("Who I call then (name and phone)", "A quién llamo entonces (nombre y teléfono)"),
    "rung": ("{when}, {day}", "{when}, {day}"),
    "log": ("My calls", "Mis llamadas"),
    "log_date": ("Date", "Fecha"),
    "log_place": ("Place", "Lugar"),
    "log_who": ("Who I spoke to", "Con quién hablé"),
    "log_answer": ("What they said", "Qué dijeron"),
    "log_back": ("Call back", "Volver a llamar"),
    "tear_cut": ("Cut here", "Corte aquí"),
    "large_more": (
        "The whole plan holds more places, with addresses and questions.",
        "El plan completo tiene más lugares, con direcciones y preguntas.",
    ),
    "appointment": ("Appointment", "Cita"),
}  # fmt: skip


def document_words(key: str, lang: str = "en", **params: object) -> str:
    """The words of a key, filled in. Raises KeyError for an unknown key."""
    return DOCUMENT[key][lang == "es"].format(**params)


def dated_words(day: date, lang: str = "en") -> str:
    """A date with its weekday: "Monday, November 23, 2026"."""
    return f"{day_name(Day(day.weekday()), lang, long=True)}, {date_words(day, lang)}"
