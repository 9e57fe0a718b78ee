"""English."""

from tracker.evidence.protection.vocabulary import Words

WORDS = Words(
    victims="""victim survivor witness complainant victims survivors witnesses complainants
        plaintiff escapee returnee whistleblower whistle-blower""",
    persons="""girl boy woman teenager teen minor infant baby toddler migrant refugee worker
        domestic student pupil client patient resident applicant claimant detainee deponent
        informant interviewee orphan runaway child youngster adolescent lady man girlfriend""",
    kin="""mother father sister brother daughter wife husband aunt uncle cousin niece nephew
        grandmother grandfather parents fiancee fiance partner guardian relative
        sisters brothers daughters twins cousins nieces nephews siblings""",
    naming="named called name names alias aka nicknamed surname forename",
    introductions="""my name is, her name is, his name is, whose name is, her name was,
        his name was, full name:, first name:, last name:, surname:, given name:,
        name of victim:, name of the victim:, name of witness:, i am called, identified as,
        name of child:, name and surname:, introduced herself as, introduced himself as,
        victim's name is, witness's name is, girl's name is, child's name is,
        woman's name is, boy's name is, survivor's name is""",
    harm="""trafficked sold recruited rescued exploited forced raped abused lured kidnapped
        abducted enslaved beaten coerced deceived drugged freed escaped testified pregnant
        prostituted smuggled deported repatriated sheltered groomed threatened hospitalised
        fled ran survived""",
    auxiliaries="""was were had has been is being who then later also and
        whom whose""",
    glue="""herself himself themselves a an the one of is was as named called our
        protected young who then now her his aged""",
    particles="bin binti bint ibn ben al el abu umm ould von van der den ter ten st",
    titles="""minister ministers president judge justice magistrate prosecutor attorney
        solicitor ambassador commissioner commissioners inspector inspectors superintendent
        sergeant constable colonel major captain general officer director chief chair
        chairperson chairman chairwoman secretary rapporteur senator governor mayor professor
        prof dr doctor spokesperson spokesman spokeswoman representative coordinator registrar
        ombudsman ombudsperson advocate lawyer barrister counsel king queen prince princess
        honourable honorable hon mp deputy delegate envoy expert author editor researcher
        journalist reporter pope bishop archbishop head manager president-elect permanent""",
    institutions="""act acts court ministry convention protocol treaty committee commission
        council organization organisation office unit department agency bureau university
        institute college school centre center foundation fund network association union
        federation programme program project plan strategy policy law laws code bill
        constitution regulation decree directive resolution declaration report reports
        guidelines guide handbook handbooks manual nations assembly parliament senate congress
        government state states republic kingdom police task force service services support
        protection assistance rights human trafficking persons slavery criminal penal national
        international regional global united european african american asian federal
        provincial municipal embassy hospital shelter campaign operation initiative
        partnership alliance coalition forum conference summit day week page article section
        paragraph chapter annex table figure case version draft template list hotline helpline
        board authority secretariat tribunal development action framework standard standards
        procedure procedures compensation scheme tool kit toolkit module training workshop
        survey index database system card coordination mechanism referral research study
        analysis data statistics budget annual quarterly gazette statement press release
        agreement memorandum understanding group team advisory special affairs interior labour
        labor health education welfare justice security defence defense foreign finance
        church mosque bank company limited ltd inc hotel airport border street road avenue
        issue brief briefing paper provider toolbox square house home society club bar farm
        factory estate north south east west""",
    not_names="""the a an in on at of for to from by with and or but if when while since after
        before during under over between among this that these those there here it its he she
        they them we you i his her their our my your who what which where why how all some any
        no not one two three four five six seven eight nine ten women woman men man girls girl
        boys boy children child people person january february march april may june july
        august september october november december monday tuesday wednesday thursday friday
        saturday sunday mr mrs ms miss sir madam see note source sources according however
        although also because as both each every another other most many more than then once
        twice yes please dear contact call write phone email tel telephone age aged name born
        id passport number new old english french spanish arabic russian chinese nigerian
        ghanaian kenyan syrian indian filipino filipina nepali nepalese vietnamese thai
        cambodian romanian bulgarian moldovan ukrainian albanian colombian venezuelan brazilian
        mexican ethiopian eritrean somali bangladeshi pakistani indonesian burmese muslim
        christian hindu catholic instagram facebook whatsapp telegram tiktok twitter youtube
        internet today yesterday tomorrow total police court judge flat apartment room image
        photo picture screenshot scan scanned copy final document untitled whatsapp video file
        letter interview signed page part volume appendix evidence public private""",
    place_prepositions="in at from near to into outside inside across around towards toward",
    age_units="year years year-old years-old yo yrs yr years' month-old months-old y.o",
    age_words="""aged age
        now today only just barely""",
    pseudonyms="""not her real name, not his real name, name changed, names changed, pseudonym,
        name has been changed, not their real name, a changed name, not real name""",
    telephone="""tel, telephone, phone, mobile, cell, cellphone, call, called from, whatsapp,
        viber, signal, sms, text, fax, reach her at, reach him at, number is, phone number,
        ring, call her on, call him on, msisdn, imo, dial,
        reached on, reached at, her number, his number, their number,
        ring*, calls, phone her, phone him, text her, text him""",
    hotline="""hotline*, helpline*, toll-free, toll free, freephone, emergency, switchboard,
        crisis line, help line, hot line, child line, childline""",
    identity="""passport, passport no, passport number, id no, id number, id card, id, i.d,
        identity card, identity number, identity document, identification number,
        national id, national identity card, national identification, ssn, nin, nid,
        social security number, social security no, driving licence, driver's license,
        birth certificate, voter card, voter id, residence permit, refugee card, visa no,
        visa number, aadhaar, registration number, alien number, a-number, tax id, nric,
        medical record, patient no, patient number, unhcr no, travel document""",
    bank="account number, account no, bank account, iban, acct, card number, mobile money, m-pesa",
    birth="born, date of birth, d.o.b, dob, birth date, birthdate, birthday",
    reference="""no., nos., law, act, article, isbn, issn, doi, case, symbol, reference, ref,
        document, paragraph*, page*, pp, section, decree, gazette, resolution, budget line""",
    dwelling="""shelter*, safe house, safehouse, lives, living, live at, lived, resides,
        residing, resident, home of, house in, house at, moved to, rescued, hidden, held at,
        held in, found at, found in, staying, stays, locked, her address, his address, family""",
    offices="""ministry, court, embassy, consulate, office of, offices of, offices, headquarters,
        foundation, commission, university, secretariat, parliament, police station, tribunal,
        united nations, department of, published by, printed by, publisher""",
    networks="""instagram, telegram, tiktok, facebook, twitter, snapchat, wechat, skype, viber,
        messenger, username, user name, handle, account name, profile, discord, line id,
        imo, onlyfans, vkontakte""",
    courtesies="mrs ms miss mr madam",
    age_numbers="""two three four five six seven eight nine ten eleven twelve thirteen
        fourteen fifteen sixteen seventeen eighteen nineteen twenty""",
)
