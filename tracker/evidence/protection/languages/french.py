"""French."""

from tracker.evidence.protection.vocabulary import Words

WORDS = Words(
    victims="""victime victimes survivante survivantes survivant survivants témoin témoins
        plaignante plaignant plaignantes rescapée rescapé partie-civile""",
    persons="""fille fillette garçon femme adolescente adolescent mineure mineur enfant bébé
        migrante migrant réfugiée réfugié ouvrière ouvrier élève étudiante étudiant patiente
        cliente résidente demanderesse requérante jeune dame homme petite petit lycéenne
        domestique orpheline pensionnaire civile""",
    kin="""mère père soeur sœur frère épouse époux mari tante oncle cousine cousin nièce neveu
        grand-mère grand-père parents fiancée compagne fils tutrice tuteur
        sœurs frères jumelles jumeaux cousines cousins fillettes""",
    naming="""nommée nommé prénommée prénommé appelée appelé dénommée dénommé nom prénom
        surnommée surnommé""",
    introductions="""je m'appelle, elle s'appelle, il s'appelle, s'appelle, s'appelait,
        son nom est, mon nom est, nom :, prénom :, nom et prénom :, nom de famille :, nom:,
        prénom:, nom complet :, identifiée comme, la dénommée,
        se nomme, se prénomme, se prénommait""",
    harm="""vendue vendu recrutée recruté exploitée exploité forcée forcé violée violé battue
        enlevée enlevé séquestrée séquestré libérée libéré secourue secouru trafiquée contrainte
        rapatriée rapatrié prostituée trompée droguée enceinte témoigné hébergée
        enfui enfuie échappée échappé fui témoigna survécu""",
    auxiliaries="""a été est était fut avait qui ensuite
        s'est s' elle il""",
    glue="""la le les l' d' un une de du des nommée nommé protégé protégée jeune est âgée âgé
        mineure mineur alors ma sa notre elle-même lui-même""",
    particles="de du des la le d' l' ben bint ould al el",
    titles="""ministre ministres président présidente juge magistrate magistrat procureur
        procureure avocate avocat ambassadeur ambassadrice commissaire inspecteur inspectrice
        colonel commandant capitaine général directeur directrice secrétaire rapporteur
        rapporteuse rapporteure sénateur sénatrice gouverneur maire professeur professeure
        docteur docteure dr porte-parole représentante représentant coordinatrice coordonnateur
        coordonnatrice greffier greffière député députée déléguée délégué experte expert auteur
        auteure chercheuse chercheur journaliste chef cheffe préfet préfète défenseure défenseur
        maître me premier première greffière""",
    institutions="""loi lois code tribunal cour ministère convention protocole traité comité
        commission conseil organisation office unité département agence bureau université
        institut école centre fondation fonds réseau association union fédération programme
        projet plan stratégie politique constitution règlement décret directive résolution
        déclaration rapport rapports lignes guide manuel nations assemblée parlement sénat
        gouvernement état états république royaume police gendarmerie groupe force service
        services aide appui protection assistance droits homme humains traite êtres personnes
        esclavage criminel pénal pénale national nationale international internationale
        régional régionale mondial mondiale unies européenne européen fédéral ambassade hôpital
        foyer campagne opération initiative partenariat alliance coalition forum conférence
        sommet journée article section paragraphe chapitre annexe tableau figure affaire
        chambre mission délégation coordination observatoire ligne numéro justice intérieur
        affaires étrangères famille santé éducation travail finances défense sécurité accueil
        lutte action cadre mécanisme étude enquête données statistiques budget communiqué accord
        groupe équipe consultatif interministérielle procureur haut haute spéciale spécial rue
        avenue boulevard place maison société église mosquée banque hôtel aéroport""",
    not_names="""le la les un une des du de en dans sur sous pour par avec sans et ou mais si
        quand lorsque depuis après avant pendant entre ce cet cette ces il elle ils elles on
        nous vous je tu son sa ses leur leurs notre nos votre qui que quoi où comment tous
        toutes tout certains certaines aucun une deux trois quatre cinq six sept huit neuf dix
        femmes femme hommes filles garçons enfants mineurs janvier février mars avril mai juin
        juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi
        samedi dimanche monsieur madame mademoiselle mme mlle m voir note source sources selon
        cependant toutefois ainsi aussi car comme chaque autre autres plus moins puis oui merci
        cher chère contacter appeler écrire téléphone née né carte passeport français française
        anglais nigériane nigériens ivoirienne malienne camerounaise congolaise marocaine
        algérienne tunisienne sénégalaise béninoise togolaise haïtienne roumaine bulgare""",
    place_prepositions="à au aux en dans chez près vers depuis",
    age_units="ans an mois",
    age_words="""âgée âgé âge âgées
        aujourd'hui maintenant seulement""",
    pseudonyms="""prénom modifié, nom modifié, prénom changé, nom d'emprunt, pseudonyme,
        prénom d'emprunt, le prénom a été modifié, nom fictif, prénom fictif""",
    telephone="""tél, téléphone, portable, mobile, appeler, composer, joindre, numéro de
        téléphone, whatsapp, joignable, téléphoner,
        joint au, la joindre au, le joindre au, son numéro,
        appelez, téléphonez, son portable""",
    hotline="""numéro vert, ligne d'écoute, ligne d'urgence, numéro d'urgence, numéro gratuit,
        appel gratuit, ligne gratuite, permanence téléphonique, standard""",
    identity="""passeport, carte d'identité, pièce d'identité, carte nationale d'identité, cni,
        nina, numéro d'identification, numéro de sécurité sociale, sécurité sociale,
        titre de séjour, carte de séjour, permis de conduire, acte de naissance,
        extrait de naissance, carte d'électeur, carte de réfugié, récépissé, nir,
        numéro national, document de voyage, numéro d'étranger""",
    bank="compte bancaire, numéro de compte, compte n°, rib, iban, orange money, carte bancaire",
    birth="née, né, date de naissance, naissance :, naissance:, ddn",
    reference="""n°, loi, décret, article, cote, arrêt, affaire, document, paragraphe*, page*,
        dossier, rapport, montant*,
        ligne, ligne budgétaire""",
    dwelling="""foyer, hébergée, hébergé, refuge, habite, demeure, demeurant, domiciliée,
        domicilié, réside, logée, loge, cachée, maison, séquestrée, libérée, retrouvée, vit""",
    offices="""ministère, tribunal, cour, ambassade, consulat, bureaux, siège, fondation,
        commission, université, secrétariat, parlement, commissariat, nations unies,
        préfecture, mairie""",
    networks="compte, profil, pseudo, identifiant, nom d'utilisateur",
    courtesies="madame monsieur mademoiselle mme mlle mm",
    age_numbers="""deux trois quatre cinq six sept huit neuf dix onze douze treize
        quatorze quinze seize dix-sept dix-huit dix-neuf vingt""",
)
