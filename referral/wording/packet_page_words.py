"""The words of the packet's page: what it adds to those that the command line says too."""

PACKET_PAGE: dict[str, tuple[str, str]] = {
    "packet.made": ("Made on {day}.", "Hecho el {day}."),
    "packet.by_hand": (
        "Made with (name, phone, agency):",
        "Hecho con (nombre, teléfono, agencia):",
    ),
    "packet.call_now": ("Call now", "Llame ahora"),
    "packet.call_by": ("Call at opening, by {day}", "Llame al abrir, el {day}"),
    "packet.on_day": ("On {day}", "El {day}"),
    # the week
    "packet.picture": ("The week as a picture", "La semana en una imagen"),
    "packet.leave": ("Leave at {time}", "Salida: {time}"),
    "packet.sums": ("Each week", "Por semana"),
    "packet.sum_program": ("Program: {figure}", "Programa: {figure}"),
    "packet.sum_reserved": (
        "Kept free for a program: {figure}",
        "Reservado para un programa: {figure}",
    ),
    "packet.sum_meetings": ("Meetings: {figure}", "Reuniones: {figure}"),
    "packet.sum_travel": ("Travel: {figure}", "Viaje: {figure}"),
    "packet.sum_baseline": ("Trips you make in any case: {figure}", "Viajes que hace de todos modos: {figure}"),
    # needs and their places
    "packet.state_placed": ("In your week", "En su semana"),
    "packet.state_chosen": ("A place to call", "Un lugar para llamar"),
    "packet.state_ask": ("Ask for times", "Pregunte por horas"),
    "packet.more_places": ("More places: {count}", "Más lugares: {count}"),
    "packet.times": ("Times", "Horarios"),
    "packet.about": ("More about this place", "Más sobre este lugar"),
    "packet.kept": ("You keep this place", "Usted mantiene este lugar"),
    # changes
    "packet.keep": ("Keep this", "Mantener"),
    "packet.choose": ("Choose this one", "Elegir este"),
    "packet.drop": ("Not this place", "Este lugar no"),
    "packet.switch": ("Switch to this", "Cambiar a este"),
    "packet.undo": ("Undo", "Deshacer"),
    "packet.changes": ("Your changes", "Sus cambios"),
    "packet.you_kept": ("You keep {name}.", "Usted mantiene {name}."),
    "packet.you_dropped": ("You left out {name}.", "Usted quitó {name}."),
    "packet.you_swapped": ("{name} takes the place of {gone}.", "{name} ocupa el lugar de {gone}."),
    "packet.you_eased": ("Planned with this change: {name}.", "Planeado con este cambio: {name}."),
    "packet.you_undid": ("Undone: {name}.", "Deshecho: {name}."),
    "packet.not_kept": (
        "You wanted to keep {name}. It does not fit this plan.",
        "Quería mantener {name}. No cabe en este plan.",
    ),
    "packet.gone": ("a place that is not listed any more", "un lugar que ya no está en la lista"),
    "packet.planned_again": ("The plan is new.", "El plan es nuevo."),
    # backups
    "packet.backup_program": ("Another program", "Otro programa"),
    "packet.week_with_it": ("A week with it: {price}.", "Una semana con este: {price}."),
    "packet.backup_meeting": ("In place of {gone}", "En lugar de {gone}"),
    # take it along
    "packet.take": ("Take it along", "Llévelo consigo"),
    "packet.print": ("Print", "Imprimir"),
    "packet.pdf": ("Save as PDF", "Guardar como PDF"),
    "packet.pdf_letter": ("Letter paper", "Papel carta"),
    "packet.pdf_a4": ("A4 paper", "Papel A4"),
    "packet.pdf_large": ("Large print", "Letra grande"),
    "packet.calendar": ("Add to a calendar", "Poner en un calendario"),
    "packet.text": ("Send as a text", "Mandar por mensaje"),
    "packet.text_note": (
        "A text holds the names of places. Send it only to a phone that is safe.",
        "El mensaje lleva nombres de lugares. Mándelo solo a un teléfono seguro.",
    ),
    "packet.other_language": ("Ver este plan en español", "See this plan in English"),
    "packet.safe_phone": (
        "Does someone check your phone or papers? Then do not keep or send this. Call from a safe phone.",
        "¿Alguien revisa su teléfono o papeles? Entonces no guarde ni mande esto. Llame desde un teléfono seguro.",
    ),
    "packet.if_safe": ("If your phone is safe", "Si su teléfono es seguro"),
    # calls
    "packet.calling": ("When you call", "Cuando llame"),
    "packet.say_hello": (
        "You can say: “Hello. I am looking for help. When is your next opening?”",
        "Puede decir: “Hola. Busco ayuda. ¿Cuándo tienen un lugar libre?”",
    ),
    "packet.they_ask": ("They may ask you", "Le pueden preguntar"),
    "packet.they_ask_use": (
        "What you use, how much, and when you last did.",
        "Qué usa, cuánto y cuándo fue la última vez.",
    ),
    "packet.they_ask_health": (
        "About your health and the medicine you take.",
        "Por su salud y las medicinas que toma.",
    ),
    "packet.they_ask_pay": (
        "How you will pay. You can ask for help with that.",
        "Cómo va a pagar. Puede pedir ayuda con eso.",
    ),
    "packet.two_days": (
        "If they cannot see you within two days, call the next place too.",
        "Si no le atienden en dos días, llame también al lugar que sigue.",
    ),
    "packet.log": ("My calls", "Mis llamadas"),
    "packet.log_place": ("Place and number", "Lugar y número"),
    "packet.log_day": ("Day", "Día"),
    "packet.log_who": ("I spoke with", "Hablé con"),
    "packet.log_answer": ("What they said", "Qué dijeron"),
    "packet.log_back": ("Call back", "Volver a llamar"),
    # medicines
    "packet.medicines": ("Medicines", "Medicinas"),
    "packet.medicines_note": (
        "For a nurse or doctor to fill in. We never fill in this table.",
        "Para que lo llene una enfermera o un médico. Nosotros no llenamos esta tabla.",
    ),
    "packet.medicine_name": ("Medicine", "Medicina"),
    "packet.medicine_dose": ("How much", "Cuánto"),
    "packet.medicine_when": ("When", "Cuándo"),
    "packet.medicine_by": ("Who gave it", "Quién la dio"),
    # tear-off
    "packet.tear_off": ("For a first call", "Para la primera llamada"),
    "packet.tear_off_note": (
        "This is all a place needs at first. Cut it off, or read it out. More can wait.",
        "Esto basta al principio. Córtelo o léalo en voz alta. Lo demás puede esperar.",
    ),
    "packet.looking_for": ("Looking for", "Busca"),
    "packet.cannot_come": ("Cannot come", "No puede venir"),
    "packet.pays_with": ("Pays with", "Paga con"),
    "packet.speaks": ("Language", "Idioma"),
    "packet.first_name": ("First name or initials", "Nombre o iniciales"),
    "packet.call_back_at": ("Safe number to call back", "Número seguro para llamar"),
    "packet.message_ok": ("May they leave a message?", "¿Pueden dejar un mensaje?"),
    "packet.how_soon": ("How soon?", "¿Para cuándo?"),
    "packet.soon_today": ("Today", "Hoy"),
    "packet.soon_week": ("This week", "Esta semana"),
    "packet.soon_later": ("Later", "Después"),
    "packet.not_said": ("Not said yet", "Aún sin decir"),
    # a relative
    "packet.family": ("For you, who cares for them", "Para usted, que le cuida"),
    "packet.family_sessions": (
        "Ask each place if it has family sessions. You can go too.",
        "Pregunte en cada lugar si hay sesiones de familia. Usted también puede ir.",
    ),
    "packet.family_listed": ("These list family sessions: {names}.", "Estos tienen sesiones de familia: {names}."),
    "packet.family_groups": (
        "Al-Anon and Nar-Anon are meetings for families. They are free.",
        "Al-Anon y Nar-Anon son reuniones para familias. Son gratis.",
    ),
    "packet.family_find": ("Find family meetings", "Buscar reuniones de familia"),
    "packet.family_naloxone": (
        "Keep naloxone at home and learn to use it. Many drug stores sell it. It can stop an opioid overdose.",
        "Tenga naloxona en casa y aprenda a usarla. Se vende en muchas farmacias. Puede parar una sobredosis.",
    ),
    "packet.family_offer": ("How to offer help", "Cómo ofrecer ayuda"),
    "packet.family_calm": (
        "Choose a calm time, when nobody has been drinking or using.",
        "Elija un momento tranquilo, cuando nadie haya bebido ni usado.",
    ),
    "packet.family_say": (
        "Say what you see and that you care. Do not blame.",
        "Diga lo que ve y que le importa. No culpe.",
    ),
    "packet.family_one": (
        "Offer one small step: “I can sit with you while you call.”",
        "Ofrezca un paso pequeño: “Puedo estar contigo mientras llamas.”",
    ),
    "packet.family_no": (
        "If the answer is no, stay kind. Ask again another day.",
        "Si la respuesta es no, sea amable. Pregunte otro día.",
    ),
    # a page that is too old
    "packet.expired_title": ("This plan was open too long", "Este plan estuvo abierto demasiado tiempo"),
    "packet.expired": (
        "Your answers were kept for 60 minutes only. Please make the plan again.",
        "Guardamos sus respuestas solo 60 minutos. Haga el plan otra vez, por favor.",
    ),
    "packet.left_title": ("This plan is not here any more", "Este plan ya no está aquí"),
    "packet.left": (
        "We keep nothing of a plan when you leave its page. If you kept it, open your link. Else please make it again.",
        "No guardamos nada de un plan cuando usted sale de su página. Si lo guardó, abra su enlace. Si no, hágalo otra vez.",
    ),
    # the text message
    "message.title": ("My week, made {day}", "Mi semana, {day}"),
    "message.first": ("First:", "Primero:"),
    "message.by": ("by {day}", "el {day}"),
    "message.now": ("now", "ahora"),
    "message.help": ("Help, day or night: {phone}", "Ayuda, día y noche: {phone}"),
}
