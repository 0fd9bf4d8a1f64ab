"""Articles about using the directory: how to call a place, how places are ordered, what becomes of what you enter."""

from referral.wording.article import Article, Section

CALLING: Article = {
    "title": ("How to call a place", "Cómo llamar a un lugar"),
    "about": (
        "What they ask you, what you can ask, and what to do when they are full",
        "Qué le preguntan, qué puede preguntar y qué hacer si está lleno",
    ),
    "sections": (
        {
            "heading": ("Words to start with", "Palabras para empezar"),
            "text": (
                (
                    "“Hello. I am looking for treatment. Is there an opening? I can come in the evening.”",
                    "“Hola. Busco tratamiento. ¿Hay lugar? Puedo ir por la noche.”",
                ),
                (
                    "You need not give your full name to ask a question.",
                    "No tiene que dar su nombre completo para preguntar.",
                ),
            ),
        },
        {
            "heading": ("What they may ask", "Qué pueden preguntar"),
            "points": (
                ("What you use, how much, and when you last used", "Qué consume, cuánto y cuándo fue la última vez"),
                ("Health problems and medicines", "Problemas de salud y medicinas"),
                ("How you will pay", "Cómo va a pagar"),
                (
                    "A number where they can call you, and if a message is safe",
                    "Un número para llamarle, y si pueden dejar mensaje",
                ),
            ),
        },
        {
            "heading": ("What you can ask", "Qué puede preguntar"),
            "points": (
                ("When is the first time I can come in?", "¿Cuándo puedo ir por primera vez?"),
                ("Which days and hours are the groups?", "¿Qué días y horas son los grupos?"),
                (
                    "What does it cost with my plan? Do you take my plan by name?",
                    "¿Cuánto cuesta con mi seguro? ¿Aceptan mi seguro?",
                ),
                ("Can I keep taking my medicine?", "¿Puedo seguir con mi medicina?"),
                ("What do I bring on the first day?", "¿Qué llevo el primer día?"),
                ("Is there a bus, parking, child care?", "¿Hay autobús, estacionamiento, cuidado de niños?"),
            ),
        },
        {
            "heading": ("When they are full", "Cuando está lleno"),
            "text": (
                (
                    "Ask to be put on the list, and who else could take you. If it takes over two days, call another.",
                    "Pida que le apunten, y pregunte quién más podría atenderle. Si tardan más de dos días, llame a otro.",
                ),
                (
                    "The help line 1-800-662-4357 is free, day and night. They know other places too.",
                    "La línea 1-800-662-4357 es gratis, de día y de noche. También conocen otros lugares.",
                ),
                (
                    "“Central line” means that one number serves many places. Say which place you want.",
                    "“Línea central” es un número para muchos lugares. Diga a cuál quiere ir.",
                ),
            ),
        },
    ),
}

RANKING: Article = {
    "title": ("How places are ordered", "Cómo se ordenan los lugares"),
    "about": (
        "The whole rule, in plain words. No place can pay to come first.",
        "La regla completa, en palabras claras. Nadie paga por salir primero.",
    ),
    "sections": (
        {
            "heading": ("The rule", "La regla"),
            "points": (
                ("First: places that say yes to all you asked", "Primero: lugares que dicen sí a todo lo que pidió"),
                (
                    "Then: places open at your times that do not state group times",
                    "Luego: abiertos a sus horas, sin horas de grupo",
                ),
                (
                    "Then: places where something is not stated, so you must ask",
                    "Luego: lugares donde algo no se indica y hay que preguntar",
                ),
                (
                    "A place that says no to something you asked is left out",
                    "Un lugar que dice no a algo que pidió queda fuera",
                ),
                (
                    "Within each: near ones, then ones that serve your area, then online",
                    "En cada grupo: cercanos, luego los que sirven su zona, luego en línea",
                ),
                (
                    "Then by your choice: best match, nearest or soonest",
                    "Después, como usted elija: mejor opción, cerca o pronto",
                ),
            ),
        },
        {
            "heading": ("What “best match” means", "Qué quiere decir “mejor opción”"),
            "text": (
                (
                    "Your words count most in the name, then in what the place says of itself. Near ones gain.",
                    "Sus palabras cuentan más en el nombre, luego en lo que dice el lugar. Los cercanos suben.",
                ),
            ),
        },
        {
            "heading": ("Yes, no and not stated", "Sí, no y no se indica"),
            "text": (
                (
                    "Lists of places are never whole. When a list says nothing, we say “ask”. We never guess.",
                    "Las listas de lugares nunca están completas. Si no dicen nada, decimos “pregunte”. No adivinamos.",
                ),
                (
                    "Each place shows where its facts come from and how old they are. After a year we ask you to call first.",
                    "Cada lugar muestra de dónde vienen sus datos y de cuándo son. Pasado un año pedimos que llame antes.",
                ),
            ),
        },
        {
            "heading": ("Distance", "Distancia"),
            "text": (
                (
                    "Miles are a straight line. “About” means that we know only the town or ZIP code.",
                    "Las millas son en línea recta. “Unas” quiere decir que solo se sabe la ciudad o el código postal.",
                ),
            ),
        },
    ),
}

_NO_MAP = ("No map, font or script from somewhere else", "Ningún mapa, letra o programa de otro sitio")
_NO_MAP_UNASKED = (
    "No font or script from somewhere else, and no map unless you ask for it",
    "Ninguna letra o programa de otro sitio, y ningún mapa si no lo pide",
)
_STREETS: Section = {
    "heading": ("Street map", "Mapa de calles"),
    "text": (
        (
            "The map on our pages is drawn here. If you tap “Street map”, pictures of the streets come from another site.",
            "El mapa de nuestras páginas se dibuja aquí. Si toca “Mapa de calles”, las imágenes vienen de otro sitio.",
        ),
        (
            "That site then sees your internet address and the area you look at. It does not see what you need.",
            "Ese sitio ve entonces su dirección de internet y la zona que mira. No ve lo que necesita.",
        ),
    ),
}

PRIVACY: Article = {
    "title": ("Your privacy", "Su privacidad"),
    "about": ("What we keep of you: nothing, unless you ask us to", "Qué guardamos de usted: nada, si no lo pide"),
    "sections": (
        {
            "heading": ("What we do not do", "Lo que no hacemos"),
            "points": (
                ("No account, no name, no cookie", "Sin cuenta, sin nombre, sin cookie"),
                ("No ads, and no one who watches what you read", "Sin anuncios, y nadie mira lo que lee"),
                _NO_MAP,
                (
                    "What you need never stands in an address or in our logs",
                    "Lo que necesita no está en direcciones ni registros",
                ),
            ),
        },
        {
            "heading": ("What stays for a while", "Lo que queda un rato"),
            "text": (
                (
                    "Your answers travel with the page, locked, and end after 60 minutes. They are not kept on our side.",
                    "Sus respuestas viajan con la página, cerradas, y acaban a los 60 minutos. No quedan con nosotros.",
                ),
                (
                    "A plan is kept only if you ask. Its link is its only key. It ends after the days you choose.",
                    "Un plan se guarda solo si lo pide. Su enlace es la única llave. Acaba en los días que elija.",
                ),
                (
                    "Anyone who has the link can read the plan. You can delete it at once on its page.",
                    "Quien tenga el enlace puede leer el plan. Puede borrarlo al momento en su página.",
                ),
            ),
        },
        {
            "heading": ("What your device keeps", "Lo que guarda su aparato"),
            "text": (
                (
                    "Your browser keeps a history. Exit leaves the page fast, but it does not clear what came before.",
                    "Su navegador guarda un historial. Salir deja la página rápido, pero no borra lo anterior.",
                ),
                (
                    "On a shared phone use a private window, and close it when you are done.",
                    "En un teléfono compartido use una ventana privada, y ciérrela al terminar.",
                ),
                (
                    "A text, a print or a file that you save is yours to look after.",
                    "Un mensaje, una hoja o un archivo que guarde queda a su cuidado.",
                ),
            ),
        },
    ),
}


def privacy_with_streets() -> Article:
    """The same where a street map can be asked for."""
    never, *others = PRIVACY["sections"]
    points = tuple(_NO_MAP_UNASKED if point == _NO_MAP else point for point in never["points"])
    return {**PRIVACY, "sections": ({**never, "points": points}, _STREETS, *others)}
