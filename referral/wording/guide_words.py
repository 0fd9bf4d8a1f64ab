"""The words of the guide "Is outpatient right for me?", and of the page on leaving fast."""

GUIDE: dict[str, tuple[str, str]] = {
    "guide.title": ("Is outpatient right for me?", "¿Me sirve la consulta externa?"),
    "guide.intro": (
        "Outpatient means that you live at home and go to groups. These questions help you see what to ask for.",
        "Consulta externa: usted vive en casa y va a grupos. Estas preguntas ayudan a ver qué pedir.",
    ),
    "guide.private": (
        "We count no points and keep no answers. Not sure is a good answer.",
        "No sumamos puntos ni guardamos respuestas. No sé es una buena respuesta.",
    ),
    "guide.start": ("Is outpatient right for me?", "¿Me sirve la consulta externa?"),
    "guide.go": ("Start the guide", "Empezar la guía"),
    "guide.start_hint": (
        "Not sure what to ask for? Start with a few questions.",
        "¿No sabe qué pedir? Empiece con unas preguntas.",
    ),
    "guide.result": ("What you can ask for", "Qué puede pedir"),
    "guide.now": ("Ask for now", "Pida ahora"),
    "guide.about": ("Ask about", "Pregunte por"),
    "guide.bring": ("Bring along", "Lleve con usted"),
    "guide.plan": ("Make a plan with these answers", "Hacer un plan con estas respuestas"),
    "guide.again": ("Start the questions again", "Empezar las preguntas de nuevo"),
    # headings of its pages
    "step.emergency": ("Is this an emergency?", "¿Es una emergencia?"),
    "step.crisis": ("Are you in crisis?", "¿Está en crisis?"),
    "step.withdrawal": ("What happens when you stop?", "¿Qué pasa cuando deja de usar?"),
    "step.violence": ("Are you safe at home?", "¿Está a salvo en casa?"),
    "step.pregnant": ("Are you pregnant?", "¿Está embarazada?"),
    "step.opioids": ("Do you use opioids?", "¿Usa opioides?"),
    "step.more": ("Is going to groups from home enough?", "¿Basta con ir a grupos desde casa?"),
    "step.youth": ("How old are you?", "¿Qué edad tiene?"),
    "step.severity": ("How much has use taken over?", "¿Cuánto espacio ocupa el uso?"),
    "step.support": ("Who helps you stay off?", "¿Quién le ayuda a no usar?"),
    "step.commitment": ("How ready do you feel?", "¿Qué tan listo se siente?"),
    "step.access": ("Can you give nine hours a week?", "¿Puede dar nueve horas por semana?"),
    "safety.heavy_daily": (
        "Do you drink a lot, or take benzos or other sedative pills, most days?",
        "¿Bebe mucho, o toma benzos u otras pastillas para calmar, casi todos los días?",
    ),
    "safety.withdrawal_more": ("Is any of these true?", "¿Es cierto algo de esto?"),
    "safety.under_18": ("Are you under 18?", "¿Tiene menos de 18 años?"),
    "ask.severity": ("Choose what fits best", "Escoja lo que más se acerca"),
    "ask.support": ("Choose what fits best", "Escoja lo que más se acerca"),
    "ask.commitment": ("Choose what fits best", "Escoja lo que más se acerca"),
    "ask.access": ("Choose what fits best", "Escoja lo que más se acerca"),
    "hint.commitment": (
        "No answer here shuts a door. You can ask for help before you feel ready.",
        "Ninguna respuesta cierra una puerta. Puede pedir ayuda antes de sentirse listo.",
    ),
    "hint.access": (
        "An IOP takes about nine hours a week, most often three days of three hours.",
        "Un IOP toma unas nueve horas por semana, casi siempre tres días de tres horas.",
    ),
    "severity.low": (
        "A little. Work, home and health are mostly fine",
        "Poco. El trabajo, la casa y la salud van bien",
    ),
    "severity.middle": ("Some. It harms my work, home or health", "Algo. Daña mi trabajo, mi casa o mi salud"),
    "severity.high": ("A lot. Most of my days turn around it", "Mucho. Casi todos mis días giran en torno a eso"),
    "severity.unknown": ("Not sure", "No sé"),
    "support.low": ("Nobody, or people who use", "Nadie, o gente que usa"),
    "support.middle": ("Some people, some of the time", "Algunas personas, a veces"),
    "support.high": ("People I can count on", "Personas con las que cuento"),
    "support.unknown": ("Not sure", "No sé"),
    "commitment.low": ("Not ready yet", "Todavía no"),
    "commitment.middle": ("Part of me wants to", "Una parte de mí quiere"),
    "commitment.high": ("I want to start", "Quiero empezar"),
    "commitment.unknown": ("Not sure", "No sé"),
    "access.low": ("No, that is too much", "No, es demasiado"),
    "access.middle": ("With help, like rides or child care", "Con ayuda, como transporte o cuidado de niños"),
    "access.high": ("Yes", "Sí"),
    "access.unknown": ("Not sure", "No sé"),
    # lines of the three lists, by the codes of `domain/guide.py`
    "guide.now_911": ("Help from 911, right now", "Ayuda del 911, ahora mismo"),
    "guide.now_988": (
        "A talk with 988, by call or text, right now",
        "Hablar con el 988, por llamada o texto, ahora mismo",
    ),
    "guide.now_withdrawal": (
        "A bed with medical help for withdrawal, today",
        "Una cama con ayuda médica para la abstinencia, hoy",
    ),
    "guide.now_hotline": (
        "A safe talk with the hotline: 1-800-799-7233",
        "Hablar a salvo con la línea: 1-800-799-7233",
    ),
    "guide.now_pregnant": (
        "Care today, as a pregnant person who comes first",
        "Atención hoy, con prioridad por embarazo",
    ),
    "guide.now_naloxone": ("Naloxone to keep with you", "Naloxona para llevar"),
    "guide.now_opioid_medicine": (
        "Methadone or buprenorphine, in the first visit",
        "Metadona o buprenorfina, en la primera cita",
    ),
    "guide.now_more": (
        "A place to live in for a time, or day treatment of 20 hours a week or more",
        "Un lugar para vivir un tiempo, o tratamiento de día de 20 horas o más por semana",
    ),
    "guide.now_youth": ("A program for teens", "Un programa para adolescentes"),
    "guide.now_less": (
        "Regular outpatient: one or two visits a week",
        "Consulta externa regular: una o dos citas por semana",
    ),
    "guide.now_iop": (
        "An intensive outpatient program (IOP). It is a fair thing to ask about",
        "Un programa intensivo de consulta externa (IOP). Es razonable pedirlo",
    ),
    "guide.now_assessment": ("A first visit, called an assessment", "Una primera cita, llamada evaluación"),
    "guide.about_iop_after": ("An IOP as the step after this one", "Un IOP como el paso que sigue"),
    "guide.about_housing": (
        "A sober home to live in while you go to a program",
        "Un hogar sobrio donde vivir mientras va a un programa",
    ),
    "guide.about_day_program": (
        "Day treatment of 20 hours a week, in case an IOP is too little",
        "Tratamiento de día de 20 horas por semana, por si un IOP es poco",
    ),
    "guide.about_regular": (
        "If one or two visits a week would be enough",
        "Si bastaría con una o dos citas por semana",
    ),
    "guide.about_peer": (
        "Someone to walk with you who has been there",
        "Alguien que ya lo vivió y que le acompañe",
    ),
    "guide.about_family": ("Sessions that your family can join", "Sesiones a las que pueda ir su familia"),
    "guide.about_start": ("The first day you can start", "El primer día en que puede empezar"),
    "guide.about_first_talk": (
        "A first talk with no promise to stay",
        "Una primera charla sin compromiso",
    ),
    "guide.about_times": ("Groups at night, on weekends or by video", "Grupos de noche, en fin de semana o por video"),
    "guide.about_rides": ("Help with rides and child care", "Ayuda con transporte y cuidado de niños"),
    "guide.about_fewer_hours": (
        "Fewer hours to begin with, if nine do not fit",
        "Menos horas para empezar, si nueve no caben",
    ),
    "guide.about_medicine": (
        "Medicines that can help, and if you can keep yours",
        "Medicinas que pueden ayudar, y si puede seguir con las suyas",
    ),
    "guide.about_cost": ("What it costs with your plan, or with none", "Cuánto cuesta con su plan, o sin plan"),
    "guide.bring_history": ("What you know of your health, now and before", "Lo que sabe de su salud, ahora y antes"),
    "guide.bring_use": (
        "What you use, how much, how often, and when you last did",
        "Qué usa, cuánto, cada cuánto, y cuándo fue la última vez",
    ),
    "guide.bring_medicines": (
        "All medicines you take, best in their boxes",
        "Todas las medicinas que toma, mejor en sus cajas",
    ),
    "guide.bring_wishes": (
        "What matters to you: people, language, faith, times",
        "Lo que le importa: personas, idioma, fe, horarios",
    ),
    "guide.bring_goals": ("What you want to be different in your life", "Lo que quiere que cambie en su vida"),
    # leaving fast
    "exit.title": ("Leaving this site fast", "Salir rápido de este sitio"),
    "exit.does": ("What Exit does", "Qué hace Salir"),
    "exit.does_leave": (
        "It opens the weather and takes this page out of the list of pages you saw.",
        "Abre el clima y quita esta página de la lista de páginas que vio.",
    ),
    "exit.does_shift": (
        "Pressing Shift three times does the same.",
        "Pulsar Shift tres veces hace lo mismo.",
    ),
    "exit.does_answers": (
        "Your answers are gone with the page. They are in no address, and we keep none.",
        "Sus respuestas se van con la página. No están en ninguna dirección, y no guardamos ninguna.",
    ),
    "exit.not": ("What Exit does not do", "Qué no hace Salir"),
    "exit.not_history": (
        "It does not clear the history of your browser. Other pages you opened here can still be seen.",
        "No borra el historial del navegador. Otras páginas que abrió aquí todavía se pueden ver.",
    ),
    "exit.not_files": (
        "It does not delete what you saved, printed, or sent in a text.",
        "No borra lo que guardó, imprimió o mandó por mensaje.",
    ),
    "exit.not_watch": (
        "It cannot stop someone who watches your phone with an app.",
        "No puede detener a quien vigila su teléfono con una aplicación.",
    ),
    "exit.not_script": (
        "Where scripts are off, Exit is a plain link: going back leads here again.",
        "Sin scripts, Salir es un enlace simple: al volver atrás se llega aquí otra vez.",
    ),
    "exit.safer": ("What is safer", "Qué es más seguro"),
    "exit.safer_phone": (
        "Use a phone that nobody else checks, or one at a library.",
        "Use un teléfono que nadie más revise, o uno de una biblioteca.",
    ),
    "exit.safer_private": (
        "Open a private window. When you close it, the browser forgets what you saw.",
        "Abra una ventana privada. Al cerrarla, el navegador olvida lo que vio.",
    ),
    "exit.safer_shared": (
        "On a shared phone or computer, close all pages when you are done.",
        "En un teléfono o computadora compartida, cierre todas las páginas al terminar.",
    ),
    "exit.safer_history": (
        "You can delete single pages in the history. An empty history may be noticed.",
        "Puede borrar páginas sueltas del historial. Un historial vacío puede llamar la atención.",
    ),
    "exit.help": (
        "If someone at home hurts or scares you, call 1-800-799-7233, day and night.",
        "Si alguien en casa le hace daño o le da miedo, llame al 1-800-799-7233, día y noche.",
    ),
    "exit.link": ("Leaving fast, and what stays behind", "Salir rápido, y qué queda"),
}
