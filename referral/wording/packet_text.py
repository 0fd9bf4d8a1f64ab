"""Sentences of a packet: every code that safety, matching and planning emit, in English and Spanish.

Plain words, short sentences. A parameter `facet` becomes its label; `day` a weekday; others stand as they are.
"""

from collections.abc import Iterable, Iterator

from referral.domain.fit import Reason
from referral.domain.packet import Relaxation, Unmet
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span, parse_clock
from referral.wording.labels import facet_label
from referral.wording.others import OTHERS_GATES, OTHERS_RULES, OTHERS_SENTENCES, PERSONS
from referral.wording.times import clock_words, day_name, length_words

GATES: dict[str, tuple[str, str]] = {
    "G0": ("This may be an emergency. Call 911 now.", "Esto puede ser una emergencia. Llame al 911 ahora."),
    "G1": ("You deserve help right now. Call or text 988.", "Usted merece ayuda ahora. Llame o escriba al 988."),
    "G2": ("Get medical help with withdrawal first.", "Primero busque ayuda médica para la abstinencia."),
    "GV": ("Your safety comes first.", "Su seguridad es lo primero."),
    "G3": ("You may be pregnant. Ask for care today.", "Si está o puede estar embarazada, pida atención hoy."),
    "G4": ("Opioids: stay safe and ask about medicine.", "Opioides: cuídese y pregunte por la medicina."),
    "G5": ("Ask about more support.", "Pregunte por más apoyo."),
    "GY": ("Care for people under 18.", "Atención para menores de 18 años."),
    "G6": ("Ask about care that takes less time.", "Pregunte por atención que toma menos tiempo."),
}

UNSURE_GATES: dict[str, tuple[str, str]] = {
    "GY": ("Ask each place which ages it takes.", "Pregunte en cada lugar qué edades atiende."),
}
"""Headings of gates that say too much where the answer was not sure."""

SENTENCES: dict[str, tuple[str, str]] = {
    # lines
    "line_911": ("Emergency", "Emergencias"),
    "line_988": ("988 Suicide & Crisis Lifeline", "988 Línea de Prevención del Suicidio y Crisis"),
    "line_988_veterans": ("Veterans Crisis Line", "Línea de Crisis para Veteranos"),
    "line_helpline": ("SAMHSA National Helpline", "Línea Nacional de Ayuda de SAMHSA"),
    "line_poison": ("Poison Help", "Ayuda por envenenamiento"),
    "line_violence": ("National Domestic Violence Hotline", "Línea Nacional contra la Violencia Doméstica"),
    # gates
    "g0_call_911": (
        "Call 911 if someone cannot wake up, cannot breathe, or has a seizure or chest pain.",
        "Llame al 911 si alguien no despierta, no respira, convulsiona o tiene dolor de pecho.",
    ),
    "g0_stay": ("Stay with the person until help comes.", "Quédese con la persona hasta que llegue ayuda."),
    "g0_naloxone": (
        "Give naloxone if you have it and opioids may be the cause.",
        "Dé naloxona si la tiene y los opioides pueden ser la causa.",
    ),
    "g0_poison": (
        "Poison Help answers day and night: 1-800-222-1222.",
        "Ayuda por envenenamiento contesta día y noche: 1-800-222-1222.",
    ),
    "g1_call_988": ("Call or text 988. It is free, day and night.", "Llame o escriba al 988. Es gratis, día y noche."),
    "g1_veterans": (
        "If you served, call 988 and press 1.",
        "Si usted sirvió en las fuerzas armadas, llame al 988 y marque 1.",
    ),
    "g1_options": (
        "988 also helps by chat, in Spanish and in sign language.",
        "El 988 también ayuda por chat, en español y en lengua de señas.",
    ),
    "g1_danger_now": ("If someone may be hurt now, call 911.", "Si alguien corre peligro ahora, llame al 911."),
    "g2_seizure": (
        "If you shake, sweat, see things or have had a seizure, call 911 or go to the nearest emergency room. Do not wait for a bed.",
        "Si tiembla, suda, ve cosas o tuvo una convulsión, llame al 911 o vaya a emergencias. No espere una cama.",
    ),
    "g2_do_not_stop": (
        "Do not stop suddenly on your own. That can be dangerous.",
        "No deje de consumir de golpe sin ayuda. Puede ser peligroso.",
    ),
    "g2_call_today": (
        "Call today. Ask for help with withdrawal and a bed.",
        "Llame hoy. Pida ayuda con la abstinencia y una cama.",
    ),
    "g2_helpline": (
        "The helpline finds a place day and night: 1-800-662-4357.",
        "La línea de ayuda busca un lugar día y noche: 1-800-662-4357.",
    ),
    "g2_stay_with": ("Ask someone to stay with you.", "Pida a alguien que se quede con usted."),
    "g2_after": ("What you asked for comes after this step.", "Lo que usted pidió viene después de este paso."),
    "gv_hotline": (
        "Call 1-800-799-7233, day and night. They help you plan to be safe.",
        "Llame al 1-800-799-7233, día y noche. Le ayudan a planear su seguridad.",
    ),
    "gv_safe_phone": (
        "Use a phone that nobody else checks.",
        "Use un teléfono que nadie más revise.",
    ),
    "gv_alone": (
        "Ask to be seen on your own. Say which number is safe to call.",
        "Pida que le atiendan a solas. Diga a qué número es seguro llamar.",
    ),
    "g3_call_today": (
        "Call today. Ask for a pregnancy doctor or an opioid program.",
        "Llame hoy. Pida un médico de embarazo o un programa para opioides.",
    ),
    "g3_priority": (
        "Ask for priority. Programs with federal block grant money must take pregnant people first.",
        "Pida prioridad. Los programas con fondos federales deben atender primero a las embarazadas.",
    ),
    "g3_do_not_stop": (
        "Do not stop opioids, alcohol or pills suddenly. It can harm you and the baby.",
        "No deje de golpe los opioides, el alcohol o las pastillas. Puede dañarle a usted y al bebé.",
    ),
    "g3_medicines": (
        "Methadone and buprenorphine can be used in pregnancy. Ask about both.",
        "La metadona y la buprenorfina se pueden usar en el embarazo. Pregunte por ambas.",
    ),
    "g4_naloxone": (
        "Keep naloxone near you. Tell people close to you where it is.",
        "Tenga naloxona cerca. Diga a su gente dónde está.",
    ),
    "g4_tolerance": (
        "After a break, the old amount can kill. Fentanyl may be in any street drug.",
        "Después de una pausa, la cantidad de antes puede matar. Toda droga de la calle puede tener fentanilo.",
    ),
    "g4_medicines": (
        "Ask about methadone and buprenorphine. They lower the risk of dying.",
        "Pregunte por la metadona y la buprenorfina. Bajan el riesgo de morir.",
    ),
    "g4_naltrexone": (
        "Naltrexone is only safe after 7 to 10 days without opioids. Ask a doctor.",
        "La naltrexona solo es segura tras 7 a 10 días sin opioides. Pregunte a un médico.",
    ),
    "g5_ask_more": (
        "Ask about residential care, or day treatment of 20 hours a week or more.",
        "Pregunte por atención residencial, o tratamiento de día de 20 horas o más por semana.",
    ),
    "g5_housing": (
        "Ask about recovery housing too: a sober home while you go to a program.",
        "Pregunte también por vivienda de recuperación: un hogar sobrio mientras va a un programa.",
    ),
    "g6_ask_less": (
        "Ask about one or two visits a week (regular outpatient). They can be by video, or for medicine.",
        "Pregunte por una o dos citas por semana (consulta externa regular). Pueden ser por video, o por medicina.",
    ),
    "g6_more_later": (
        "If that is not enough, ask for more. You can change at any time.",
        "Si eso no basta, pida más. Puede cambiar en todo momento.",
    ),
    "gy_youth": (
        "Ask each place if it has a program for teens.",
        "Pregunte en cada lugar si tiene un programa para adolescentes.",
    ),
    "gy_ask_age": (
        "Some places are for teens only, others for adults only. Say the age when you call.",
        "Hay lugares solo para adolescentes y otros solo para adultos. Diga la edad al llamar.",
    ),
    "gy_guardian": (
        "Ask if a parent must sign. The rules differ by state.",
        "Pregunte si un padre debe firmar. Las reglas cambian según el estado.",
    ),
    # first actions
    "act_911": ("Call 911 now.", "Llame al 911 ahora."),
    "act_988": ("Call or text 988 now.", "Llame o escriba al 988 ahora."),
    "act_911_withdrawal": (
        "Call 911 for a seizure, confusion, or seeing things.",
        "Llame al 911 si hay convulsión, confusión o si ve cosas.",
    ),
    "act_withdrawal": ("Call {name} today. Ask for a bed.", "Llame hoy a {name}. Pida una cama."),
    "act_helpline": ("Call the helpline if no place has a bed.", "Llame a la línea de ayuda si nadie tiene cama."),
    "act_violence": ("Call the hotline from a safe phone.", "Llame a la línea desde un teléfono seguro."),
    "act_pregnant": (
        "Call your pregnancy doctor, or the helpline, today.",
        "Llame hoy a su médico de embarazo o a la línea de ayuda.",
    ),
    "act_pregnant_named": (
        "Call {name} today. Say that you are or may be pregnant.",
        "Llame hoy a {name}. Diga que está o puede estar embarazada.",
    ),
    "act_call": ("Call {name}. Ask for a first visit.", "Llame a {name}. Pida una primera cita."),
    "act_book": ("Call {name} to book your visit.", "Llame a {name} para pedir su cita."),
    "act_meeting": ("Go to {name}. Come ten minutes early.", "Vaya a {name}. Llegue diez minutos antes."),
    "act_join": ("Join {name} online.", "Entre a {name} en línea."),
    # questions
    "q_schedule": ("What days and times are your groups?", "¿Qué días y a qué horas son los grupos?"),
    "q_admission": ("Can I come? Who is this place for?", "¿Puedo venir? ¿Para quién es este lugar?"),
    "q_distance": ("Where are you? How do I get there?", "¿Dónde están? ¿Cómo llego?"),
    "q_area": ("Do you serve people where I live?", "¿Sirven a personas de donde vivo?"),
    "q_hours_per_week": ("How many hours a week is it?", "¿Cuántas horas por semana son?"),
    "q_payment": ("Do you take this: {facet}?", "¿Aceptan esto: {facet}?"),
    "q_language": ("Is help given in this language: {facet}?", "¿Hay ayuda en este idioma: {facet}?"),
    "q_medicine": ("Can I keep my medicine here? {facet}", "¿Puedo seguir con mi medicina aquí? {facet}"),
    "q_keep_medicine": (
        "Can I stay on my opioid medicine the whole time?",
        "¿Puedo seguir todo el tiempo con mi medicina para opioides?",
    ),
    "q_detox": ("Do you help with withdrawal from this: {facet}?", "¿Ayudan a dejar esto: {facet}?"),
    "q_level": ("Do you offer this: {facet}?", "¿Ofrecen esto: {facet}?"),
    "q_facet": ("Do you have this: {facet}?", "¿Tienen esto: {facet}?"),
    "q_opening": ("When is the next opening?", "¿Cuándo hay un lugar libre?"),
    "q_bed_today": ("Do you have a bed today? If not, who does?", "¿Tienen cama hoy? Si no, ¿quién tiene?"),
    "q_network": (
        "Is my own plan in your network? I have: {facet}.",
        "¿Está mi plan en su red? Tengo: {facet}.",
    ),
    "q_video": ("Can I take part by video?", "¿Puedo participar por video?"),
    "q_cost": ("What does it cost? What if I cannot pay?", "¿Cuánto cuesta? ¿Y si no puedo pagar?"),
    "q_priority": ("Do pregnant people come first here?", "¿Atienden primero a las embarazadas?"),
    "q_curfew": ("Is there a curfew? At what time?", "¿Hay hora límite para llegar? ¿A qué hora?"),
    "q_bring": ("What should I bring?", "¿Qué debo llevar?"),
    "q_still_right": (
        "Are the address, times and services still right?",
        "¿Siguen iguales la dirección, las horas y los servicios?",
    ),
    # notes
    "safety_not_asked": (
        "Some safety questions were not asked. Please answer them first.",
        "Faltan preguntas de seguridad. Por favor, contéstelas primero.",
    ),
    "naloxone": (
        "Keep naloxone with you. Many drugs now hold fentanyl.",
        "Lleve naloxona. Muchas drogas hoy tienen fentanilo.",
    ),
    "va_option": (
        "If you served, ask the VA about care too. VA care and TRICARE are two separate things.",
        "Si usted sirvió, pregunte también al VA. La atención del VA y TRICARE son cosas distintas.",
    ),
    "no_withdrawal_place": (
        "We found no place for withdrawal care within 100 miles. Call the helpline, or go to an emergency room.",
        "No hallamos un lugar para la abstinencia a menos de 100 millas. Llame a la línea de ayuda o vaya a emergencias.",
    ),
    "straight_line": (
        "Miles are a straight line on the map. The road is longer.",
        "Las millas son en línea recta. El camino es más largo.",
    ),
    "travel_by_road": (
        "Trip times come from a road map. Traffic is not in them.",
        "Los tiempos de viaje vienen de un mapa de caminos. No cuentan el tráfico.",
    ),
    "travel_partly_estimated": (
        "Trip times come from a road map. For places that are not on it, we guess from the straight line.",
        "Los tiempos de viaje vienen de un mapa de caminos. Si un lugar no está en él, los calculamos por la línea recta.",
    ),
    "travel_estimated": (
        "Trip times are a guess from the straight line. Check them before you go.",
        "Los tiempos de viaje son un cálculo por la línea recta. Compruébelos antes de ir.",
    ),
    "none_states": (
        "No place that fits lists this: {facet}. Please ask each one.",
        "Ningún lugar que le sirve indica esto: {facet}. Pregunte en cada uno.",
    ),
    "few": (
        "Places you can get to and that may fit: {count}.",
        "Lugares a los que puede llegar y que pueden servirle: {count}.",
    ),
    "farther": (
        "Within {miles} miles there are more: {gains}.",
        "A menos de {miles} millas hay más: {gains}.",
    ),
    "longer_trip": (
        "With trips of up to {minutes} there are more: {gains}.",
        "Con viajes de hasta {minutes} hay más: {gains}.",
    ),
    "no_room": (
        "Your week has no room for the usual times of {name}. Ask what times they have.",
        "Su semana no tiene lugar para las horas usuales de {name}. Pregunte qué horas tienen.",
    ),
    "meetings_spread": (
        "Your meetings are on days apart where we could. That adds {minutes} of travel a week.",
        "Sus reuniones están en días separados donde se pudo. Eso suma {minutes} de viaje por semana.",
    ),
    "home_first": (
        "Call about a place to live first. No bed is sure, so your week starts from where you are now.",
        "Llame primero por un lugar donde vivir. Ninguna cama es segura: su semana empieza donde está ahora.",
    ),
    "court_choice": (
        "If a court sends you, you may ask for meetings that are not religious. One that fits: {name}.",
        "Si le manda un juez, puede pedir reuniones que no sean religiosas. Una que le sirve: {name}.",
    ),
    "court_choice_none": (
        "If a court sends you, you may ask for meetings that are not religious. We found none that fits.",
        "Si le manda un juez, puede pedir reuniones que no sean religiosas. No hallamos una que le sirva.",
    ),
    "pin_not_kept": (
        "You wanted to keep {name}. It does not fit this plan. {why}",
        "Quería mantener {name}. No cabe en este plan. {why}",
    ),
    "pin_unknown": (
        "We do not know one place that you wanted to keep: {listing}.",
        "No conocemos un lugar que quería mantener: {listing}.",
    ),
    "clashes": ("It clashes with the rest of your week.", "Choca con el resto de su semana."),
    "not_asked_for": ("You did not ask for a place like it.", "No pidió un lugar como ese."),
    # the person's own week
    "no_free_time": (
        "Your week has no free time, so nothing with a fixed time can be in it. Which busy time could go?",
        "Su semana no tiene tiempo libre, así que nada con hora fija cabe en ella. ¿Qué podría dejar?",
    ),
    "little_free_time": (
        "Your longest free time is only {minutes}. Which busy time could go?",
        "Su tiempo libre más largo es de solo {minutes}. ¿Qué podría dejar?",
    ),
    "busy_twice": (
        "You are busy in two places at once: {day}, {from} to {to}. We planned nothing for either time.",
        "Tiene algo en dos lugares a la vez: {day}, de {from} a {to}. No planeamos nada en esas horas.",
    ),
    "busy_asleep": (
        "You sleep and are busy at once: {day}, {from} to {to}. Check these times.",
        "Duerme y tiene algo que hacer a la vez: {day}, de {from} a {to}. Revise estas horas.",
    ),
    "no_way_between": (
        "Your week leaves too little time to get from {origin} to {destination}. Check the times and the place.",
        "Su semana deja muy poco tiempo para ir de {origin} a {destination}. Revise las horas y el lugar.",
    ),
    "nothing_in_reach": (
        "The directory holds nothing for this within reach.",
        "El directorio no tiene nada para esto a su alcance.",
    ),
    "nothing_in_free_time": (
        "The directory holds nothing within reach for this that fits your free time.",
        "El directorio no tiene nada para esto a su alcance que quepa en su tiempo libre.",
    ),
    "too_much_asked": (
        "So much is asked for at once that we did not look for ways out. Ask for fewer things at a time.",
        "Se pide tanto a la vez que no buscamos salidas. Pida menos cosas cada vez.",
    ),
    "safe_sharing": (
        "Do not save or send this if someone checks your phone.",
        "No guarde ni mande esto si alguien revisa su teléfono.",
    ),
    # for a relative
    "family_offer": (
        "How to offer help: pick a calm time. Say what you saw, and that you care.",
        "Cómo ofrecer ayuda: busque un momento tranquilo. Diga lo que vio, y que le importa.",
    ),
    "family_first_call": (
        "Offer to make the first call side by side. Let them choose the place.",
        "Ofrezca hacer juntos la primera llamada. Deje que la otra persona escoja el lugar.",
    ),
    "family_patience": (
        "A no today is not the end. Ask again another day, without blame.",
        "Un no de hoy no es el final. Pregunte otro día, sin culpar.",
    ),
    "family_sessions": (
        "Ask the program if it has family sessions, and when you can join.",
        "Pregunte si el programa tiene sesiones de familia, y cuándo puede ir.",
    ),
    "family_groups": (
        "Al-Anon and Nar-Anon are free meetings for family and friends. Go for yourself too.",
        "Al-Anon y Nar-Anon son reuniones gratis para familia y amigos. Vaya también por usted.",
    ),
    "family_naloxone": (
        "Keep naloxone at home and learn to use it. It can bring back someone who took too much.",
        "Tenga naloxona en casa y aprenda a usarla. Puede salvar a quien tomó demasiado.",
    ),
    # aftercare
    "after_first_call": (
        "Did you reach someone? If not, call the next place on the list.",
        "¿Pudo hablar con alguien? Si no, llame al lugar que sigue en la lista.",
    ),
    "after_week": (
        "Look at the plan with someone you trust. Change what does not work.",
        "Revise el plan con alguien de confianza. Cambie lo que no funciona.",
    ),
    "after_month": (
        "Check how meetings, work and home are going. Ask for help early.",
        "Vea cómo van las reuniones, el trabajo y el hogar. Pida ayuda pronto.",
    ),
    "after_step_down": (
        "When the program ends, ask for one group a week.",
        "Cuando termine el programa, pida un grupo por semana.",
    ),
    "after_quarter": (
        "Keep your meetings. If you drink or use again, call the same day.",
        "Siga con sus reuniones. Si vuelve a consumir, llame el mismo día.",
    ),
    "after_monthly": ("Ask for a check-in once a month.", "Pida una cita de control cada mes."),
    # relaxations
    "online_ok": ("Also take part by video or phone.", "También participar por video o teléfono."),
    "raise_miles": ("Go up to {miles} miles.", "Ir hasta {miles} millas."),
    "raise_leg": ("Travel up to {minutes} each way.", "Viajar hasta {minutes} por trayecto."),
    "other_payment": (
        "Ask about other ways to pay, such as a sliding fee.",
        "Preguntar por otras formas de pago, como una tarifa según su ingreso.",
    ),
    "other_fellowships": ("Try meetings of other groups.", "Probar reuniones de otros grupos."),
    "on_program_days": ("Go to meetings on program days too.", "Ir a reuniones también en días de programa."),
    "more_a_day": ("Go to up to {count} meetings a day.", "Ir hasta a {count} reuniones por día."),
    "interpreter": ("Take a place with an interpreter.", "Aceptar un lugar con intérprete."),
    "wish_only": ("Take a place without this: {facet}.", "Aceptar un lugar sin esto: {facet}."),
    "fewer_meetings": ("Meetings a week for now: {count}.", "Reuniones por semana por ahora: {count}."),
    "free": ("Be free on {day}, {from} to {to}.", "Tener libre el {day}, de {from} a {to}."),
    # the week from another home
    "home_week": ("If you live at {name}: {price}.", "Si vive en {name}: {price}."),
    "home_gains": ("This would fit better: {needs}.", "Esto cabría mejor: {needs}."),
    "home_loses": ("This would fit less well: {needs}.", "Esto cabría menos: {needs}."),
    "home_curfew": ("Its curfew is kept: {times}.", "Se respeta su hora límite: {times}."),
    "home_curfew_end": ("We do not know when it ends. Ask.", "No sabemos cuándo termina. Pregunte."),
    "home_curfew_unknown": ("Ask if there is a curfew.", "Pregunte si hay hora límite para llegar."),
    "home_past_curfew": (
        "Your own times run past this curfew. Ask if that is all right.",
        "Sus horas pasan de esa hora límite. Pregunte si está bien.",
    ),
    # what alone keeps a place out
    "only_online": ("Only by video or phone: {count}.", "Solo por video o teléfono: {count}."),
    "only_distance": (
        "Only too far, by up to {most} mi: {count}.",
        "Solo demasiado lejos, por hasta {most} mi: {count}.",
    ),
    "only_trip": ("Only the trip takes too long: {count}.", "Solo el viaje dura demasiado: {count}."),
    "only_schedule": ("Only the times do not fit: {count}.", "Solo las horas no caben: {count}."),
    "only_payment": ("Only your way to pay is not taken: {count}.", "Solo no aceptan su forma de pago: {count}."),
    "only_language": ("Only the language is another: {count}.", "Solo el idioma es otro: {count}."),
    "only_fellowship": ("Only the group is another: {count}.", "Solo el grupo es otro: {count}."),
    "only_required": ("Only one thing you need is missing: {count}.", "Solo falta algo que necesita: {count}."),
    "only_hours_per_week": ("Only the hours a week are too few: {count}.", "Solo son pocas horas por semana: {count}."),
    "only_week": (
        "Only a clash with the rest of your week: {count}.",
        "Solo choca con el resto de su semana: {count}.",
    ),
    # refusals
    "other_kind": ("It is another kind of place.", "Es otro tipo de lugar."),
    "banned": ("You left this place out.", "Usted quitó este lugar."),
    "too_far": ("It is too far away.", "Está demasiado lejos."),
    "online_only": ("It is online only, and that does not work here.", "Es solo en línea, y eso no sirve aquí."),
    "not_admitted": ("It is only for other people: {facet}.", "Es solo para otras personas: {facet}."),
    "medicine_excluded": ("It does not accept your medicine.", "No acepta su medicina."),
    "not_when_pregnant": ("It is not right in pregnancy.", "No es adecuado en el embarazo."),
    "does_not_treat": ("It does not treat this.", "No trata esto."),
    "lacks": ("It does not have this: {facet}.", "No tiene esto: {facet}."),
    "other_fellowship": ("It is a meeting of another group.", "Es una reunión de otro grupo."),
    "payment_not_taken": ("It does not take your way to pay.", "No acepta su forma de pago."),
    "other_language": ("It is in another language.", "Es en otro idioma."),
    "too_few_hours": ("It offers fewer hours: {hours} a week.", "Ofrece menos horas: {hours} por semana."),
    "no_time": ("Its times do not fit your week.", "Sus horas no caben en su semana."),
    "no_way": (
        "You cannot get there and back in your free time.",
        "No alcanza a ir y volver en su tiempo libre.",
    ),
    "members_only": ("It is a closed meeting, for its members.", "Es una reunión cerrada, para sus miembros."),
    # why a fit is as it is
    "hours_fit": ("Open at times you are free on {days} days.", "Abierto cuando usted está libre en {days} días."),
    "hours_short": (
        "Open two hours or more on {days} days, but not three.",
        "Abierto dos horas o más en {days} días, pero no tres.",
    ),
    "hours_unknown": ("Times are not stated.", "No se indican las horas."),
    "not_weekly": ("It does not meet every week.", "No se reúne cada semana."),
    "conflict": ("The listing says both yes and no: {facet}.", "La ficha dice sí y no: {facet}."),
    "general_sud": (
        "It treats substance use in general: {facet}.",
        "Trata el consumo de sustancias en general: {facet}.",
    ),
    "ask_admission": ("Ask if you can come: {facet}.", "Pregunte si puede venir: {facet}."),
    "ask_medicine": ("Ask if your medicine is accepted.", "Pregunte si aceptan su medicina."),
    "ask_facet": ("Not stated: {facet}.", "No se indica: {facet}."),
    "ask_audience": ("Ask who this meeting is for: {facet}.", "Pregunte para quién es esta reunión: {facet}."),
    "ask_closed": ("Closed meeting. Ask if you can come.", "Reunión cerrada. Pregunte si puede venir."),
    "ask_area": ("Ask if it serves the area you live in.", "Pregunte si sirve a la zona donde usted vive."),
    "ask_hours": ("Ask how many hours a week it is.", "Pregunte cuántas horas por semana son."),
    "distance_unknown": ("Its distance is not known.", "No se sabe a qué distancia está."),
}

RULES: dict[str, tuple[str, str]] = {
    "banned": ("left out by you", "quitados por usted"),
    "online": ("online only", "solo en línea"),
    "distance": ("too far", "demasiado lejos"),
    "admission": ("only for other people", "solo para otras personas"),
    "medicine": ("do not accept your medicine", "no aceptan su medicina"),
    "pregnancy": ("not right in pregnancy", "no adecuados en el embarazo"),
    "substances": ("do not treat this", "no tratan esto"),
    "required": ("lack what you need", "no tienen lo que necesita"),
    "fellowship": ("of another group", "de otro grupo"),
    "audience": ("meant for others", "para otras personas"),
    "closed": ("closed meetings of others", "reuniones cerradas de otros"),
    "area": ("serve another area", "sirven a otra zona"),
    "payment": ("do not take your way to pay", "no aceptan su forma de pago"),
    "language": ("in another language", "en otro idioma"),
    "hours_per_week": ("with too few hours a week", "con pocas horas por semana"),
    "schedule": ("with times that do not fit your week", "con horas que no caben en su semana"),
    "week": ("clash with the rest of your week", "chocan con el resto de su semana"),
}

Table = dict[str, tuple[str, str]]
"""Code -> English, Spanish."""

_HOME = ("home", "su casa")
_WHEN = ("day {day}", "día {day}")

_GAINS: dict[Kind, tuple[tuple[str, str], tuple[str, str]]] = {
    Kind.PROGRAM: (
        ("Then {count} program fits.", "Entonces cabe {count} programa."),
        ("Then {count} programs fit.", "Entonces caben {count} programas."),
    ),
    Kind.MEETING: (
        ("Then {count} more meeting a week fits.", "Entonces cabe {count} reunión más por semana."),
        ("Then {count} more meetings a week fit.", "Entonces caben {count} reuniones más por semana."),
    ),
    Kind.RESOURCE: (
        ("Then {count} place fits.", "Entonces cabe {count} lugar."),
        ("Then {count} places fit.", "Entonces caben {count} lugares."),
    ),
}
"""What a change gains, of one and of several."""
_AT_LEAST = ("at least {count}", "al menos {count}")
_PRICES = (
    ("no more travel", "sin más viaje"),
    ("{time} more travel a week", "{time} más de viaje por semana"),
    ("{time} less travel a week", "{time} menos de viaje por semana"),
)


def _about(subject: str, own: Table, of_others: Table) -> Table:
    """The words that speak of the right person."""
    return {**own, **of_others} if subject in PERSONS else own


def say(reason: Reason, lang: str = "en", subject: str = "self") -> str:
    """The sentence of a code with its parameters. Raises KeyError for a code without a sentence.

    subject: who is spoken of: self, family or client.
    """
    words = _about(subject, SENTENCES, OTHERS_SENTENCES)[reason.code][lang == "es"]
    said = words.format(**{name: _said(name, value, reason, lang, subject) for name, value in reason.params.items()})
    return said.replace(". m..", ". m.")


def _said(name: str, value: str | float, reason: Reason, lang: str, subject: str) -> str:
    if name == "why":
        return say(Reason(str(value), {key: one for key, one in reason.params.items() if key != "why"}), lang, subject)
    if name in ("from", "to"):
        return clock_words(parse_clock(str(value)), lang)
    if name in ("origin", "destination") and value == "home":
        return _HOME[lang == "es"]
    if name == "minutes":
        return length_words(int(value))
    if name == "facet":
        return facet_label(str(value), lang)
    if name == "day":
        return day_name(Day[str(value)], lang, long=True)
    return str(value)


def gate_heading(code: str, lang: str = "en", subject: str = "self", *, sure: bool = True) -> str:
    """The heading of a gate. sure: whether a yes raised it."""
    headings = _about(subject, GATES, OTHERS_GATES)
    return (headings if sure else headings | UNSURE_GATES)[code][lang == "es"]


def rule_label(name: str, lang: str = "en", subject: str = "self") -> str:
    """What a rule that removed listings is called after their number: "41 too far"."""
    return _about(subject, RULES, OTHERS_RULES)[name][lang == "es"]


def no_way_words(unmet: Unmet, lang: str = "en", subject: str = "self") -> str:
    """Why an unmet need has no way out: nothing within reach, or none looked for."""
    if not unmet.is_searched:
        return say(Reason("too_much_asked"), lang)
    by_time = {"schedule", "week"} & {rule for rule, _count in unmet.removed_by}
    return say(Reason("nothing_in_free_time" if by_time else "nothing_in_reach"), lang, subject)


def relaxation_words(relaxation: Relaxation, lang: str = "en") -> str:
    """A way out, then what it gains: "Then at least 3 programs fit"."""
    return f"{change_words(relaxation.change, lang)} {gain_words(relaxation, lang)}".strip()


def change_words(change: Iterable[Reason], lang: str = "en") -> str:
    """What a way out changes: "Go up to 20 miles. Also take part by video or phone."."""
    return " ".join(say(reason, lang) for reason in _by_day(change))


def gain_words(relaxation: Relaxation, lang: str = "en") -> str:
    """What a way out gains: "Then at least 3 programs fit."; nothing where the change itself says it."""
    spanish, number = lang == "es", str(relaxation.gains)
    if relaxation.change[0].code == "fewer_meetings":
        return ""
    count = _AT_LEAST[spanish].format(count=number) if relaxation.lower_bound else number
    return _GAINS[relaxation.kind][relaxation.gains > 1][spanish].format(count=count)


def _by_day(change: Iterable[Reason]) -> Iterator[Reason]:
    """The same with the free times of one day as one, from the first to the last: freeing more gains no less."""
    days: dict[str, list[Reason]] = {}
    for reason in change:
        if reason.code != "free":
            yield reason
        else:
            days.setdefault(str(reason.params["day"]), []).append(reason)
    for day in sorted(days, key=lambda name: Day[name]):
        spans = sorted(Span.at(Day[day], str(one.params["from"]), str(one.params["to"])) for one in days[day])
        last = max(spans, key=lambda span: span.end_min)
        yield Reason("free", {"day": day, "from": spans[0].start_clock, "to": last.end_clock})


def price_words(extra_min_per_week: int, lang: str = "en") -> str:
    """What a backup costs: "17 min more travel a week"."""
    which = 0 if extra_min_per_week == 0 else 1 if extra_min_per_week > 0 else 2
    return _PRICES[which][lang == "es"].format(time=length_words(abs(extra_min_per_week)))


def when_words(day: int, lang: str = "en") -> str:
    """The day of an aftercare step: "day 7"."""
    return _WHEN[lang == "es"].format(day=day)
