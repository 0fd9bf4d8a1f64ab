"""Words said of someone else: of the person that a relative helps, or of a client. What is not here suits everyone.

{person} is who is spoken of. A text that says "you" speaks to who asks.
"""

PERSONS: dict[str, tuple[str, str]] = {
    "family": ("the person you help", "la persona a quien ayuda"),
    "client": ("the client", "el cliente"),
}

OTHERS: dict[str, tuple[str, str]] = {
    # headings of questions
    "plan.title": ("Make a plan for {person}", "Haga un plan para {person}"),
    "step.safe_now": ("Is {person} safe right now?", "¿Está a salvo {person} ahora?"),
    "step.want": ("What do they need?", "¿Qué necesita?"),
    "step.after": ("What comes after their program?", "¿Qué sigue después de su programa?"),
    "step.where": ("Where do they start from?", "¿De dónde sale?"),
    "step.week": ("When are they busy?", "¿Cuándo tiene cosas que hacer?"),
    "step.pay": ("How will they pay, and in which language?", "¿Cómo va a pagar, y en qué idioma?"),
    "step.about": ("About {person}", "Quién es {person}"),
    "step.crisis": ("Is {person} in crisis?", "¿Está en crisis {person}?"),
    "step.withdrawal": ("What happens when they stop?", "¿Qué pasa cuando deja de usar?"),
    "step.violence": ("Are they safe at home?", "¿Está a salvo en su casa?"),
    "step.pregnant": ("Are they pregnant?", "¿Hay un embarazo?"),
    "step.opioids": ("Do they use opioids?", "¿Esa persona usa opioides?"),
    "step.youth": ("How old are they?", "¿Qué edad tiene esa persona?"),
    "step.support": ("Who helps them stay off?", "¿Quién le ayuda a no usar?"),
    "step.commitment": ("How ready do they feel?", "¿Qué tan lista se siente esa persona?"),
    "step.access": ("Can they give nine hours a week?", "¿Puede dar nueve horas por semana?"),
    # questions
    "safety.suicidal": (
        "Do they think about ending their life or hurting themselves?",
        "¿Piensa esa persona en quitarse la vida o hacerse daño?",
    ),
    "safety.harm_others": (
        "Do they think about hurting someone else?",
        "¿Piensa esa persona en hacer daño a alguien más?",
    ),
    "safety.unsafe_at_home": (
        "Does someone at their home hurt or scare them?",
        "¿Alguien en su casa le hace daño o le da miedo?",
    ),
    "safety.withdrawal_risk": (
        "If they stop, do they shake, sweat, see things, or have seizures?",
        "Si esa persona deja de usar, ¿tiembla, suda, ve cosas o convulsiona?",
    ),
    "safety.pregnant": ("Are they pregnant, or could they be?", "¿Hay un embarazo, o podría haberlo?"),
    "safety.opioids": (
        "Do they use opioids, or pills from the street?",
        "¿Usa esa persona opioides o pastillas de la calle?",
    ),
    "safety.no_safe_place": (
        "Are they without a safe, sober place to sleep?",
        "¿Le falta a esa persona un lugar seguro y sobrio para dormir?",
    ),
    "safety.more_than_iop": (
        "Is it too hard for them to stay off between visits?",
        "¿Le cuesta demasiado a esa persona no usar entre una visita y otra?",
    ),
    "safety.heavy_daily": (
        "Do they drink a lot, or take benzos or other sedative pills, most days?",
        "¿Bebe mucho, o toma benzos u otras pastillas para calmar, esa persona casi todos los días?",
    ),
    "safety.under_18": ("Are they under 18?", "¿Tiene esa persona menos de 18 años?"),
    "hint.withdrawal_more": (
        "They are over 60.\nThey tried to stop and could not.\nThey take other drugs too.\nTheir heart, liver or lungs are ill.\nThey are pregnant.\nNobody can stay with them for 3 to 5 days.",
        "Tiene más de 60 años.\nTrató de dejar y no pudo.\nUsa también otras drogas.\nEstá mal del corazón, hígado o pulmones.\nHay un embarazo.\nNadie puede quedarse a su lado de 3 a 5 días.",
    ),
    "hint.commitment": (
        "No answer here shuts a door. People can ask for help before they feel ready.",
        "Ninguna respuesta cierra una puerta. Se puede pedir ayuda antes de sentirse listo.",
    ),
    "hint.medications": ("So that no place makes them stop it.", "Para que ningún lugar se la haga dejar."),
    "ask.start": ("Where are they now?", "¿En qué punto está esa persona?"),
    "ask.topics": ("Other help close to them", "Otra ayuda cerca de esa persona"),
    "ask.substances": ("What do they want to stop or cut down?", "¿Qué quiere dejar o reducir esa persona?"),
    "ask.mode": ("How do they get around?", "¿Cómo se mueve esa persona?"),
    "ask.work_near": ("ZIP code or town of their work", "Código postal o ciudad donde trabaja"),
    "ask.cells": ("Paint their busy hours", "Pinte las horas ocupadas"),
    "ask.medications": ("Medicine they take", "Medicina que toma esa persona"),
    "ask.groups": ("Does any of these fit them?", "¿Algo de esto es el caso de esa persona?"),
    "week.grid": ("Paint their week", "Pinte la semana"),
    # choices
    "start.first": ("Looking for a first step", "Busca un primer paso"),
    "start.after": ("In a program now, or done with one", "Está en un programa, o ya lo terminó"),
    "online.prefer": ("They like that best", "Es lo que prefiere"),
    "level.any": ("Not sure yet", "Todavía no se sabe"),
    "severity.middle": ("Some. It harms their work, home or health", "Algo. Daña su trabajo, su casa o su salud"),
    "severity.high": ("A lot. Most of their days turn around it", "Mucho. Casi todos sus días giran en torno a eso"),
    "support.high": ("People they can count on", "Personas con las que cuenta"),
    "commitment.middle": ("Part of them wants to", "Una parte quiere"),
    "commitment.high": ("They want to start", "Quiere empezar"),
    # the guide's lists
    "guide.result": ("What to ask for", "Qué se puede pedir"),
    "guide.bring": ("What to bring along", "Qué llevar"),
    "guide.now_naloxone": ("Naloxone to keep with you and with them", "Naloxona para llevar, usted y esa persona"),
    "guide.about_housing": (
        "A sober home to live in while they go to a program",
        "Un hogar sobrio donde vivir mientras esa persona va a un programa",
    ),
    "guide.about_peer": (
        "Someone to walk with them who has been there",
        "Alguien que ya lo vivió y que acompañe a esa persona",
    ),
    "guide.about_family": ("Sessions that the family can join", "Sesiones a las que pueda ir la familia"),
    "guide.about_start": ("The first day they can start", "El primer día en que esa persona puede empezar"),
    "guide.about_medicine": (
        "Medicines that can help, and if they can keep theirs",
        "Medicinas que pueden ayudar, y si esa persona puede seguir con las suyas",
    ),
    "guide.about_cost": ("What it costs with their plan, or with none", "Cuánto cuesta con su seguro, o sin seguro"),
    "guide.bring_history": (
        "What is known of their health, now and before",
        "Lo que se sabe de su salud, ahora y antes",
    ),
    "guide.bring_use": (
        "What they use, how much, how often, and when they last did",
        "Qué usa esa persona, cuánto, cada cuánto, y cuándo fue la última vez",
    ),
    "guide.bring_medicines": (
        "All medicines they take, best in their boxes",
        "Todas las medicinas que toma esa persona, mejor en sus cajas",
    ),
    "guide.bring_wishes": (
        "What matters to them: people, language, faith, times",
        "Lo que le importa a esa persona: gente, idioma, fe, horarios",
    ),
    "guide.bring_goals": (
        "What they want to be different in their life",
        "Lo que esa persona quiere que cambie en su vida",
    ),
    # the packet
    "plan.safety": ("First: is {person} safe right now?", "Primero: ¿está a salvo {person} ahora?"),
    "packet.title": ("A plan for {person}", "Un plan para {person}"),
    "packet.week": ("Their week", "La semana"),
    "packet.homes": ("If they move into a house", "Si esa persona se muda a una casa"),
    "packet.homes_note": (
        "The week above starts from where they are now. A house has to say yes first.",
        "La semana de arriba empieza donde está ahora esa persona. Primero la casa debe decir que sí.",
    ),
    "packet.homes_week": ("The week from there", "La semana desde allí"),
    "packet.sum_baseline": (
        "Trips they make in any case: {figure}",
        "Viajes que esa persona hace de todos modos: {figure}",
    ),
    "packet.state_placed": ("In their week", "En la semana"),
    "packet.they_ask_use": (
        "What they use, how much, and when they last did.",
        "Qué usa esa persona, cuánto y cuándo fue la última vez.",
    ),
    "packet.they_ask_health": (
        "About their health and the medicine they take.",
        "Por su salud y las medicinas que toma esa persona.",
    ),
    "packet.they_ask_pay": (
        "How they will pay. You can ask for help with that.",
        "Cómo va a pagar esa persona. Usted puede pedir ayuda con eso.",
    ),
    "packet.two_days": (
        "If they cannot be seen within two days, call the next place too.",
        "Si no atienden a esa persona en dos días, llame también al lugar que sigue.",
    ),
    "packet.say_hello": (
        "You can say: “Hello. I am calling for someone else. When is your next opening?”",
        "Puede decir: “Hola. Llamo por otra persona. ¿Cuándo tienen un lugar libre?”",
    ),
}

OTHERS_GATES: dict[str, tuple[str, str]] = {
    "G1": ("They deserve help right now. Call or text 988.", "Esa persona merece ayuda ya. Llame o escriba al 988."),
    "G2": ("Get them medical help with withdrawal first.", "Primero busque ayuda médica para su abstinencia."),
    "GV": ("Their safety comes first.", "La seguridad de esa persona es lo primero."),
    "G4": (
        "Opioids: keep them safe and ask about medicine.",
        "Opioides: cuiden la seguridad y pregunten por la medicina.",
    ),
    "G3": ("They may be pregnant. Ask for care today.", "Si hay o puede haber un embarazo, pida atención hoy."),
}

OTHERS_SENTENCES: dict[str, tuple[str, str]] = {
    "g1_veterans": (
        "If they served, call 988 and press 1.",
        "Si esa persona sirvió en las fuerzas armadas, llame al 988 y marque 1.",
    ),
    "g2_seizure": (
        "If they shake, sweat, see things or have had a seizure, call 911 or go to the nearest emergency room. Do not wait for a bed.",
        "Si esa persona tiembla, suda, ve cosas o tuvo una convulsión, llame al 911 o vayan a emergencias. No espere una cama.",
    ),
    "g2_do_not_stop": (
        "They should not stop suddenly on their own. That can be dangerous.",
        "No debe dejar de consumir de golpe sin ayuda. Puede ser peligroso.",
    ),
    "g2_stay_with": ("Stay with them, or ask someone to.", "Quédese a su lado, o pida a alguien que lo haga."),
    "gv_hotline": (
        "Call 1-800-799-7233, day and night. They help make a plan to be safe.",
        "Llame al 1-800-799-7233, día y noche. Ayudan a planear la seguridad.",
    ),
    "gv_safe_phone": (
        "Use a phone that nobody at their home checks.",
        "Use un teléfono que nadie en esa casa revise.",
    ),
    "gv_alone": (
        "Ask that they are seen on their own. Say which number is safe to call.",
        "Pida que atiendan a esa persona a solas. Diga a qué número es seguro llamar.",
    ),
    "g3_do_not_stop": (
        "They should not stop opioids, alcohol or pills suddenly. It can harm them and the baby.",
        "No debe dejar de golpe los opioides, el alcohol o las pastillas. Puede dañar a madre y bebé.",
    ),
    "g4_naloxone": (
        "Keep naloxone near them. Tell people close to them where it is.",
        "Tengan naloxona cerca. Diga a su gente dónde está.",
    ),
    "g5_housing": (
        "Ask about recovery housing too: a sober home while they go to a program.",
        "Pregunte también por vivienda de recuperación: un hogar sobrio mientras va a un programa.",
    ),
    "g6_more_later": (
        "If that is not enough, ask for more. They can change at any time.",
        "Si eso no basta, pidan más. Se puede cambiar en todo momento.",
    ),
    "act_pregnant": (
        "Call their pregnancy doctor, or the helpline, today.",
        "Llame hoy al médico de embarazo o a la línea de ayuda.",
    ),
    "act_pregnant_named": (
        "Call {name} today. Say that they are or may be pregnant.",
        "Llame hoy a {name}. Diga que hay o puede haber un embarazo.",
    ),
    "act_book": ("Call {name} to book their visit.", "Llame a {name} para pedir la cita."),
    "q_admission": ("Can they come? Who is this place for?", "¿Puede venir esa persona? ¿Para quién es este lugar?"),
    "q_distance": ("Where are you? How do they get there?", "¿Dónde están? ¿Cómo llega esa persona?"),
    "q_area": ("Do you serve people where they live?", "¿Sirven a personas de donde vive?"),
    "q_medicine": ("Can they keep their medicine here? {facet}", "¿Puede seguir con su medicina aquí? {facet}"),
    "q_keep_medicine": (
        "Can they stay on their opioid medicine the whole time?",
        "¿Puede seguir todo el tiempo con su medicina para opioides?",
    ),
    "q_network": ("Is their own plan in your network? They have: {facet}.", "¿Está su plan en su red? Tiene: {facet}."),
    "q_video": ("Can they take part by video?", "¿Puede participar por video?"),
    "q_cost": ("What does it cost? What if they cannot pay?", "¿Cuánto cuesta? ¿Y si no puede pagar?"),
    "q_bring": ("What should they bring?", "¿Qué debe llevar?"),
    "naloxone": (
        "Keep naloxone close to them. Many drugs now hold fentanyl.",
        "Tengan naloxona cerca. Muchas drogas hoy tienen fentanilo.",
    ),
    "va_option": (
        "If they served, ask the VA about care too. VA care and TRICARE are two separate things.",
        "Si esa persona sirvió, pregunte también al VA. La atención del VA y TRICARE son cosas distintas.",
    ),
    "few": (
        "Places they can get to and that may fit: {count}.",
        "Lugares a los que puede llegar y que pueden servir: {count}.",
    ),
    "no_room": (
        "Their week has no room for the usual times of {name}. Ask what times they have.",
        "La semana no tiene lugar para las horas usuales de {name}. Pregunte qué horas tienen.",
    ),
    "meetings_spread": (
        "The meetings are on days apart where we could. That adds {minutes} of travel a week.",
        "Las reuniones están en días separados donde se pudo. Eso suma {minutes} de viaje por semana.",
    ),
    "home_first": (
        "Call about a place to live first. No bed is sure, so the week starts from where they are now.",
        "Llame primero por un lugar donde vivir. Ninguna cama es segura: la semana empieza donde está ahora.",
    ),
    "court_choice": (
        "If a court sends them, they may ask for meetings that are not religious. One that fits: {name}.",
        "Si un juez manda a esa persona, puede pedir reuniones que no sean religiosas. Una que sirve: {name}.",
    ),
    "court_choice_none": (
        "If a court sends them, they may ask for meetings that are not religious. We found none that fits.",
        "Si un juez manda a esa persona, puede pedir reuniones que no sean religiosas. No hallamos una que sirva.",
    ),
    "clashes": ("It clashes with the rest of their week.", "Choca con el resto de la semana."),
    "no_free_time": (
        "Their week has no free time, so nothing with a fixed time can be in it. Which busy time could go?",
        "La semana no tiene tiempo libre, así que nada con hora fija cabe en ella. ¿Qué podría dejar?",
    ),
    "little_free_time": (
        "Their longest free time is only {minutes}. Which busy time could go?",
        "El tiempo libre más largo es de solo {minutes}. ¿Qué podría dejar?",
    ),
    "busy_twice": (
        "They are busy in two places at once: {day}, {from} to {to}. We planned nothing for either time.",
        "Hay algo en dos lugares a la vez: {day}, de {from} a {to}. No planeamos nada en esas horas.",
    ),
    "busy_asleep": (
        "They sleep and are busy at once: {day}, {from} to {to}. Check these times.",
        "Esa persona duerme y tiene algo que hacer a la vez: {day}, de {from} a {to}. Revise estas horas.",
    ),
    "no_way_between": (
        "Their week leaves too little time to get from {origin} to {destination}. Check the times and the place.",
        "La semana deja muy poco tiempo para ir de {origin} a {destination}. Revise las horas y el lugar.",
    ),
    "nothing_in_free_time": (
        "The directory holds nothing within reach for this that fits their free time.",
        "El directorio no tiene nada para esto a su alcance que quepa en las horas libres.",
    ),
    "after_quarter": (
        "Help them keep the meetings. If they drink or use again, call the same day.",
        "Ayude a seguir con las reuniones. Si vuelve a consumir, llame el mismo día.",
    ),
    "after_week": (
        "Look at the plan with them. Change what does not work.",
        "Revisen el plan los dos. Cambien lo que no funciona.",
    ),
    "home_week": ("If they live at {name}: {price}.", "Si esa persona vive en {name}: {price}."),
    "home_past_curfew": (
        "Their own times run past this curfew. Ask if that is all right.",
        "Sus horas de salida pasan de esa hora límite. Pregunte si está bien.",
    ),
    "only_payment": ("Only their way to pay is not taken: {count}.", "Solo no aceptan la forma de pago: {count}."),
    "only_required": ("Only one thing they need is missing: {count}.", "Solo falta algo necesario: {count}."),
    "only_week": (
        "Only a clash with the rest of their week: {count}.",
        "Solo choca con el resto de la semana: {count}.",
    ),
    "medicine_excluded": ("It does not accept their medicine.", "No acepta la medicina de esa persona."),
    "payment_not_taken": ("It does not take their way to pay.", "No acepta la forma de pago."),
    "no_time": ("Its times do not fit their week.", "Sus horas no caben en la semana."),
    "no_way": (
        "They cannot get there and back in their free time.",
        "No alcanza a ir y volver en sus horas libres.",
    ),
}

OTHERS_RULES: dict[str, tuple[str, str]] = {
    "medicine": ("do not accept their medicine", "no aceptan la medicina de esa persona"),
    "required": ("lack what they need", "no tienen lo que necesita esa persona"),
    "payment": ("do not take their way to pay", "no aceptan la forma de pago"),
    "schedule": ("with times that do not fit their week", "con horas que no caben en la semana"),
    "week": ("clash with the rest of their week", "chocan con el resto de la semana"),
}


def person_words(subject: str, lang: str) -> dict[str, str]:
    """Who is spoken of, as texts take it; nothing for who speaks of themselves."""
    if subject not in PERSONS:
        return {}
    return {"person": PERSONS[subject][lang == "es"]}
