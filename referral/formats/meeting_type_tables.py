"""Which code of which fellowship means what: data for `meeting_types.py`.

A line is `facets: CODES`; a facet without a group is of the group `meeting`. A line that begins with "-" holds codes
that we know and leave out, under the reason: *theme* (a book, theme or circle of people that has no facet), *format*
(how the hour runs), *amenity* (what the room offers), *beside* (a meeting of another fellowship at the same time),
*place* (rules of the building). Sources: code4recovery/spec data/types.json 1.1.9 and the program lists of the 12 Step
Meeting List plugin.
"""

COMMON = """
-attendance: TC ONL
language=en: EN
language=af: AF
language=am: AM
language=ar: AR
language=bg: BG
language=da: DA
language=de: DE
language=el: EL
language=es: S
language=fa: FA
language=fi: FI
language=fr: FR
language=he: HE
language=hi: HI
language=hr: HR
language=hu: HU
language=is: IS
language=it: ITA
language=ja: JA
language=ka: KA
language=ko: KOR
language=lt: LT
language=ml: ML
language=mt: MT
language=ne: NE
language=nl: NL
language=no: NO
language=pa: PUN
language=pl: POL
language=pt: POR
language=ru: RUS
language=sk: SK
language=sl: SL
language=sv: SV
language=th: TH
language=tl: TL
language=tr: TUR
language=uk: UK
"""
"""Codes that mean the same unless a fellowship's own list says otherwise (ACA `S` is a speaker, not Spanish)."""

OTHER = """
open: O
closed: C
beginner: BE
speaker: SP
step: ST
discussion: D
literature: LIT
meditation: MED
men: M
women: W
lgbtq: LGBTQ
language=asl: ASL
access=wheelchair: X
"""
"""For a fellowship without a list of its own: only what means the same in every list that has it."""

_AA = """
open: O
closed: C
beginner: BE
speaker: SP
discussion: D
step: ST
step literature: 12x12
step meditation: 11
meditation: MED
literature: ABSI B DR GR LIT LS
men: M
women: W
young_people: Y
seniors: SEN
lgbtq: BI G L LGBTQ
transgender: T
nonbinary: NB
native: N NDG
people_of_color: POC
secular: A
dual_diagnosis: DD
proof_of_attendance: POA
childcare: BA
child_friendly: CF
outdoor: OUT
language=asl: ASL
access=wheelchair: X
-theme: BV-I D-HOH LO-I P QSL RSL TR
-format: XT
-amenity: BRK CAN DB FF H SM XB
-beside: AL AL-AN
"""

_ALANON = """
open: O
closed restricted=families_only: C
beginner: BE
speaker: SP
step: ST
men: M
women: W
young_people: YA
lgbtq: G L LGBTQIA
transgender: T
people_of_color: POC
secular: A
parents: POA
childcare: BA
fellowship=Alateen restricted=youth_only: Y
language=asl: ASL
access=wheelchair: X
-theme: AC
-amenity: FF SM
-beside: AA AL
"""

_NA = """
open: O
closed: C
beginner: BEG
speaker: SPK
discussion: DISC TOP
step: STEP
step literature: SWG
literature: BT IP IW JFT LC LIT SPAD
meditation: MED
men: M
women: W
young_people: Y
lgbtq: GL
child_friendly: CW
access=wheelchair: X
-theme: CPT TRAD
-format: QA VAR
-amenity: CAN NS SMOK
-place: RA
"""

_ACA = """
open: O
closed: C
beginner: BEG
speaker: S
discussion: D
step: ST
literature: B LLW LPG SMR T Y
men: M
women: W
young_people: YA
restricted=youth_only: TEEN
no_children: A
lgbtq: G LGBTQ
people_of_color: POC
childcare: CC
language=asl: ASL
access=wheelchair: X
access=hearing: CAP
-theme: ANH COS NS TR WOR
-amenity: AV FF SM
"""

_CMA = """
open: O
closed: C
beginner: BE
speaker: SP
step: ST
literature: LIT
men: M
women: W
young_people: Y
lgbtq: LGBTQ
transgender: T
people_of_color: POC
outdoor: OUT
language=asl: ASL
access=wheelchair: X
-amenity: SM XB
"""

_CA = """
open: O
closed: C
beginner: BE
speaker: SP
discussion: D
step: ST
step literature: 12x12
step meditation: 11
meditation: MED
literature: ABSI B DR GR LIT LS
men: M
women: W
young_people: Y
lgbtq: G L LGBTQ
transgender: T
native: N
secular: A
dual_diagnosis: DD
childcare: BA
child_friendly: CF
language=asl: ASL
access=wheelchair: X
-theme: TR
-format: BUS XT
-amenity: BRK CAN FF H SM
-beside: AL AL-AN
"""

_CODA = """
open: O
closed: C
beginner: BE
speaker: SP
discussion: D
step: ST
literature: B GR LIT READ
meditation: MED
men: M
women: W
young_people: Y
restricted=youth_only: TEEN
lgbtq: G L LGBTQ
transgender: T
secular: A
childcare: BA
child_friendly: CF
language=asl: ASL
access=wheelchair: X
-theme: TR
-format: DLY QA SHARE WRITE XT
-amenity: CAN FF H SM
-beside: AL AL-AN
"""

_DA = """
open: O
closed: C
speaker: SP
step: ST
men: M
women: W
access=wheelchair: X
-theme: AB AR B CL N P TI TO V
"""

_GA = """
open: O
closed: C
beginner: 20 BE
speaker: SP
discussion: D TOP
step: ST
literature: B DR LIT
meditation: MED
men: M
women: W
young_people: Y
lgbtq: LGBTQ
childcare: BA
child_friendly: CF
language=asl: ASL
access=wheelchair: X
access=parking: PAR
-theme: TR
-format: COM CRC
-amenity: CAN SM
-beside: GAA GAM
"""

_MA = """
open: O
beginner: BE
speaker: SP
discussion: D
literature: BB
meditation: MED
men: M
women: W
young_people: Y
lgbtq: LGBTQI+
transgender: T
nonbinary: NB
people_of_color: POC
outdoor: OUT
access=wheelchair: X
access=hearing: CCAP
-amenity: H
"""

_OA = """
beginner: BE
speaker: SP
speaker discussion: SD
discussion: D
step: 11TH ST
step literature: AA12
literature: B FT LI LIS LIT OA23 SSP VOR WORK
meditation: MED
young_people: TEEN
-theme: 90D DOC HOW MAIN NEWB PROM RELA SPIR TOOL
-format: AIB MISC WRIT
"""

_DHARMA = """
open: O
closed: C
beginner: BE
literature: BB
meditation: MI
men: M
women: W
lgbtq: LGBTQ
childcare: CC
access=wheelchair: WA
-theme: 8F PR
-format: IS IW
-amenity: DF
"""

_SAA = """
open: O
closed: C
step: ST
men: M
women: W
lgbtq: LGBTQ
"""

_SCA = """
open: O
closed: C
beginner: BE
speaker: SP
discussion: D
step: ST
-theme: COURT
-format: GL
-amenity: H
"""

_SLAA = """
open: O
closed: C
beginner: NC
speaker: SP
discussion: D
step: S123 ST
step literature: 12x12
literature: B LIT
meditation: MED
men: M
women: W
young_people: Y
seniors: SEN
lgbtq: LGBTQ
people_of_color: POC
secular: A
proof_of_attendance: POA
childcare: BA
restricted=prison: PRI
access=wheelchair: X
-theme: ALLG AN ASOG BDSM FTSY HOW HR LEG MULT NEUR SPEC SPON SWKR TOPL TR TRMA WDRL
-format: CAM GC SCRE VFOR XT
-amenity: FF H
"""

_UA = """
step: ST
men: M
women: W
people_of_color: BIPOC
-theme: T
"""

TABLES: dict[str, str] = {
    "AA": _AA,
    "AlAnon": _ALANON,
    "Alateen": _ALANON,
    "NA": _NA,
    "HA": _NA,
    "ACA": _ACA,
    "CMA": _CMA,
    "CA": _CA,
    "CoDA": _CODA,
    "DA": _DA,
    "GA": _GA,
    "MA": _MA,
    "OA": _OA,
    "RecoveryDharma": _DHARMA,
    "RefugeRecovery": _DHARMA,
    "SAA": _SAA,
    "SCA": _SCA,
    "SLAA": _SLAA,
    "UA": _UA,
}
"""Fellowship code of the vocabulary -> its own codes. Every other fellowship has `OTHER`."""
