"""Articles about care: what an intensive outpatient program is, kinds of meetings, what comes after."""

from referral.wording.article import Article

IOP: Article = {
    "title": ("What is an IOP?", "¿Qué es un IOP?"),
    "about": ("How it works, how long it takes, and who it is for", "Cómo es, cuánto dura y para quién es"),
    "sections": (
        {
            "heading": ("In short", "En breve"),
            "text": (
                (
                    "IOP stands for intensive outpatient program. You live at home and go to treatment on set days.",
                    "IOP quiere decir programa intensivo de consulta externa. Vive en casa y va a tratamiento en días fijos.",
                ),
                (
                    "Adults go at least 9 hours a week. Teens go at least 6. Many go three days, three hours each time.",
                    "Los adultos van al menos 9 horas a la semana. Los jóvenes, al menos 6. Muchos van tres días, tres horas.",
                ),
                (
                    "Some groups meet in the morning and some in the evening. Many places offer part of it by video.",
                    "Hay grupos por la mañana y por la noche. Muchos lugares dan una parte por video.",
                ),
            ),
        },
        {
            "heading": ("What is in it", "Qué incluye"),
            "points": (
                ("Group counseling: most of the hours", "Consejería en grupo: la mayor parte de las horas"),
                (
                    "Time alone with a counselor, often once a week",
                    "Tiempo a solas con un consejero, a menudo cada semana",
                ),
                ("Family sessions, if you want them", "Sesiones con la familia, si usted quiere"),
                ("Classes: how cravings work, how to plan a day", "Clases: cómo son las ganas, cómo planear un día"),
                ("Medicine that helps you stop, if you want it", "Medicina que ayuda a dejar, si la quiere"),
                ("Drug tests: ask how and when they are done", "Pruebas de drogas: pregunte cómo y cuándo"),
                (
                    "Help with rides, child care, work or housing at some places",
                    "En algunos: transporte, cuidado de niños, trabajo o vivienda",
                ),
            ),
        },
        {
            "heading": ("How long it takes", "Cuánto dura"),
            "text": (
                (
                    "Most programs last 6 to 16 weeks. Then the hours step down, and a weekly group may go on.",
                    "La mayoría dura de 6 a 16 semanas. Luego bajan las horas, y un grupo semanal puede seguir.",
                ),
                (
                    "You may be asked to leave if you miss too often. Tell them early about work or child care.",
                    "Si falta mucho, pueden sacarle. Avise pronto si tiene trabajo o niños.",
                ),
            ),
        },
        {
            "heading": ("When more care comes first", "Cuándo hace falta más ayuda primero"),
            "points": (
                (
                    "You could get very sick when you stop drinking or taking pills",
                    "Podría enfermar mucho al dejar el alcohol o las pastillas",
                ),
                (
                    "You think about ending your life, or about hurting someone",
                    "Piensa en quitarse la vida o en hacer daño a alguien",
                ),
                ("You have no safe place to sleep", "No tiene un lugar seguro para dormir"),
                ("You cannot stay off between two sessions", "No logra parar entre dos sesiones"),
            ),
            "text": (
                (
                    "Our guide asks about these first. A day program has 20 hours a week or more. Some places have beds.",
                    "Nuestra guía pregunta esto primero. Un programa de día tiene 20 horas o más. Otros lugares tienen camas.",
                ),
                (
                    "A trained person talks with you and decides with you which kind of care fits.",
                    "Una persona preparada habla con usted y decide con usted qué tipo de ayuda conviene.",
                ),
            ),
        },
    ),
}

MEETINGS: Article = {
    "title": ("Kinds of meetings", "Tipos de reuniones"),
    "about": (
        "AA, NA, SMART and more: which is which, and what to expect",
        "AA, NA, SMART y más: cuál es cuál y qué esperar",
    ),
    "sections": (
        {
            "heading": ("What all of them share", "Lo que todas comparten"),
            "text": (
                (
                    "Meetings are free. People who have been there help each other. No one takes notes about you.",
                    "Las reuniones son gratis. Personas que pasaron por lo mismo se ayudan. Nadie toma nota de usted.",
                ),
                (
                    "You do not have to speak. You can say that you would like to listen today.",
                    "No tiene que hablar. Puede decir que hoy prefiere escuchar.",
                ),
                (
                    "Meetings help. They are not treatment, and they do not take its place.",
                    "Las reuniones ayudan. No son tratamiento, y no lo sustituyen.",
                ),
            ),
        },
        {
            "heading": ("Which is which", "Cuál es cuál"),
            "points": (
                (
                    "AA: for people who want to stop drinking. It works with twelve steps.",
                    "AA: para quien quiere dejar de beber. Trabaja con doce pasos.",
                ),
                (
                    "NA: for people who want to stop any drug. Twelve steps too.",
                    "NA: para quien quiere dejar cualquier droga. También doce pasos.",
                ),
                (
                    "SMART Recovery or LifeRing: you need no steps and no faith. Women for Sobriety is one more.",
                    "SMART Recovery o LifeRing: no hacen falta pasos ni fe. Women for Sobriety es otra.",
                ),
                (
                    "Recovery Dharma: it is based on what the Buddha taught",
                    "Recovery Dharma: se basa en lo que enseñó Buda",
                ),
                ("Al-Anon and Nar-Anon: for family and friends", "Al-Anon y Nar-Anon: para familia y amigos"),
                (
                    "Alateen: for teens who live with someone who drinks",
                    "Alateen: para jóvenes que viven con alguien que bebe",
                ),
            ),
        },
        {
            "heading": ("Open or closed", "Abierta o cerrada"),
            "points": (
                ("Open: anyone may come, also to look", "Abierta: cualquiera puede venir, también a mirar"),
                ("Closed: for people who want to stop", "Cerrada: para quien quiere dejar de consumir"),
                ("Beginner: a good first one", "Para principiantes: buena para empezar"),
                ("Speaker, step, book: what the hour is about", "De orador, de pasos, de libro: de qué trata la hora"),
                ("Women, men, young people, LGBTQ: who it is for", "Mujeres, hombres, jóvenes, LGBTQ: para quién es"),
            ),
        },
        {
            "heading": ("Good to know", "Conviene saber"),
            "text": (
                (
                    "If a court sends you, you may ask for meetings without faith. Ask who signs your slip.",
                    "Si le envía un juez, puede pedir reuniones sin fe. Pregunte quién firma su hoja.",
                ),
                (
                    "Times change. Look up the group or call its line before a long ride.",
                    "Los horarios cambian. Busque el grupo o llame a su línea antes de un viaje largo.",
                ),
                (
                    "If a group says that your medicine does not count as clean, try another. Your doctor decides on it.",
                    "Si un grupo dice que su medicina no cuenta como estar limpio, pruebe otro. Eso lo decide su médico.",
                ),
            ),
        },
    ),
}

AFTERCARE: Article = {
    "title": ("After treatment", "Después del tratamiento"),
    "about": ("How to step down, and what keeps a plan alive", "Cómo bajar poco a poco y qué mantiene vivo un plan"),
    "sections": (
        {
            "heading": ("Step by step", "Paso a paso"),
            "text": (
                (
                    "Help works best when it ends slowly. A usual way down looks like this:",
                    "La ayuda sirve más cuando termina despacio. Así suele ser:",
                ),
            ),
            "points": (
                ("The program, for some weeks", "El programa, unas semanas"),
                ("One group a week, for months", "Un grupo a la semana, unos meses"),
                ("A check-in once a month", "Una revisión al mes"),
                ("Meetings all the way, as many as you like", "Reuniones todo el tiempo, las que quiera"),
            ),
        },
        {
            "heading": ("The first days count", "Los primeros días cuentan"),
            "text": (
                (
                    "Have someone check in with you after 2 or 3 days. Then after 7, 30 and 90 days.",
                    "Que alguien le llame a los 2 o 3 días. Luego a los 7, 30 y 90 días.",
                ),
                (
                    "Write down who does what: who calls, who drives, which day.",
                    "Anote quién hace qué: quién llama, quién lleva, qué día.",
                ),
            ),
        },
        {
            "heading": ("What a good plan has", "Lo que tiene un buen plan"),
            "points": (
                ("Times that fit your week, with a way to get there", "Horas que caben en su semana, y cómo llegar"),
                ("Your medicines, and who renews them", "Sus medicinas, y quién las renueva"),
                ("A place to live, work or school", "Un lugar donde vivir, trabajo o estudio"),
                ("Two people to call on a bad day", "Dos personas a quienes llamar un mal día"),
                (
                    "Signs that things are slipping, and what you do then",
                    "Señales de que algo va mal, y qué hará entonces",
                ),
            ),
        },
        {
            "heading": ("If you use again", "Si vuelve a consumir"),
            "text": (
                (
                    "It happens to many people, and it is a reason to ask for more help, not to give up.",
                    "Le pasa a mucha gente, y es motivo para pedir más ayuda, no para rendirse.",
                ),
                (
                    "After a break your body takes less. The old amount can kill. Keep naloxone near you.",
                    "Después de una pausa su cuerpo aguanta menos. La cantidad de antes puede matar. Tenga naloxona cerca.",
                ),
            ),
        },
    ),
}
