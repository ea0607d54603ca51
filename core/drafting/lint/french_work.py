"""The work that time lines name in French, and which of it is clerical, as `vocabulary` reads it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.drafting.lint.vocabulary import Work

HEADS: Final[Mapping[Work, str]] = MappingProxyType(
    {
        Work.READ: """
        réviser | révisé | révisant | révision, révisions
        examiner | examiné | examinant | examen
        analyser | analysé | analysant | analyse
        étudier | étudié | étudiant | étude
        lire, relire | lu, relu | lisant | lecture, relecture
        consulter | consulté | consultant | consultation de, consultation du, consultation des
        prendre connaissance | pris connaissance | | prise de connaissance
        vérifier | vérifié | vérifiant | vérification
        comparer | comparé | comparant | comparaison
        évaluer | évalué | évaluant | évaluation
        recevoir | reçu | recevant | réception
        considérer | considéré
    """,
        Work.WRITE: """
        rédiger | rédigé | rédigeant | rédaction
        modifier | modifié | modifiant | modification, modifications
        préparer | préparé | préparant | préparation, prép
        corriger | corrigé | corrigeant | correction, corrections
        finaliser | finalisé | finalisant | finalisation
        compléter | complété | complétant
        envoyer, transmettre, expédier, acheminer | envoyé, transmis, expédié | envoyant | envoi,
            transmission
        signifier | signifié | signifiant | signification
        signer | signé | signant | signature
        notifier | notifié | notifiant | notification
        commenter, annoter | commenté, annoté | commentant | commentaires sur
        répondre à, répondre au, répondre aux, répondre | répondu à, répondu au, répondu | |
            réponse à, réponse au
        résumer | résumé | résumant | résumé de, résumé du
        mettre à jour | mis à jour | | mise à jour
        dresser, établir, élaborer | dressé, établi, élaboré
    """,
        Work.RESEARCH: """
        rechercher, faire des recherches | recherché, fait des recherches, effectué des recherches |
            recherchant
            | recherche, recherches, recherche juridique, recherches juridiques,
            recherche jurisprudentielle
        enquêter | enquêté | | enquête sur
    """,
        Work.ATTEND: """
        participer à, participer au, participer aux, participer | participé à, participé au,
            participé | participant
            | participation à, participation au, participation aux, participation
        assister à, assister au, assister | assisté à, assisté au, assisté | assistant
            | présence à, présence au, comparution à, comparution
        comparaître | comparu | comparaissant | comparution devant
        plaider | plaidé | plaidant | plaidoirie, plaidoirie sur
        audience | | | audience sur, audience devant, audience de, audience du
        interroger, contre-interroger | interrogé, contre-interrogé | | interrogatoire de,
            contre-interrogatoire de
        tenir | tenu | tenant | tenue de
    """,
        Work.CONTACT: """
        appeler, téléphoner, téléphoner à, téléphoner au | appelé, téléphoné, téléphoné à,
            téléphoné au | appelant
            | appel, appels, appel téléphonique, appels téléphoniques, conférence téléphonique,
            téléphone, conf tél, tél, conf téléphonique,
            entretien téléphonique, conversation téléphonique, visioconférence
        courriel | | | courriel, courriels, échange de courriels, échanges de courriels, échanges
        échanger, échanger avec | échangé, échangé avec, échangé des courriels | échangeant
            | échange avec, échanges avec, échange
        écrire à, écrire au, écrire | écrit à, écrit au, écrit | écrivant | lettre, lettres
        correspondre avec | correspondu avec | | correspondance, correspondance avec
        rencontrer | rencontré | rencontrant | rencontre, rencontres, réunion, réunions, entrevue
        discuter, discuter avec | discuté, discuté avec | discutant | discussion, discussions,
            entretien, entretiens
        parler, parler à, parler avec, parler au | parlé, parlé à, parlé avec, parlé au | parlant
        conférer avec | conféré avec | | conférence interne, conférence avec, rencontre interne,
            réunion interne,
            discussion interne
        laisser un message | laissé un message, laissé message | | message vocal, message
    """,
        Work.TALK: """
        conseiller | conseillé | conseillant | conseils à, conseils au
        aviser, informer | avisé, informé | avisant, informant | avis à
        négocier | négocié | négociant | négociation, négociations
        faire rapport | fait rapport | | rapport à, rapport au, compte rendu à, compte rendu au
        donner des instructions | donné des instructions | | instructions à, instructions au
    """,
        Work.TRAVEL: """
        se déplacer, me déplacer, se rendre, me rendre, voyager, nous rendre
            | déplacé, rendu, voyagé | | déplacement, déplacements, voyage, temps de déplacement,
            temps de route, trajet,
            aller-retour, vol
        retourner, revenir | retourné, revenu | | retour de, retour du, retour au bureau, retour à
        conduire | conduit
    """,
        Work.CLERICAL: """
        déposer, produire | déposé, produit | déposant | dépôt, production
        photocopier, copier | photocopié, copié | | photocopie, photocopies, reproduction
        numériser | numérisé | | numérisation
        imprimer | imprimé | | impression
        télécopier, poster | télécopié, posté | | télécopie, mise à la poste
        inscrire, mettre à l'agenda | inscrit, mis à l'agenda | | mise à l'agenda, inscription,
            mise au calendrier
        fixer, céduler, planifier | fixé, cédulé, planifié | | fixation, planification, cédule
        réserver | réservé | | réservation
        organiser, coordonner | organisé, coordonné | | organisation, coordination, prise de rendez-vous
        ouvrir | ouvert | | ouverture
        fermer | fermé | | fermeture
        corriger les épreuves | corrigé les épreuves | | correction d'épreuves, correction des épreuves
        assembler, relier | assemblé, relié | | assemblage, montage
        classer, archiver | classé, archivé | | classement, archivage
        indexer, numéroter | indexé, numéroté | | indexation, numérotation
        téléverser, télécharger | téléversé, téléchargé | | téléversement, téléchargement
        facturer | facturé | | facturation, traitement des factures
        livrer | livré
            | | livraison, envoi par messager, transmission par messager, envoi par télécopieur
        saisir | saisi | | saisie de données
    """,
        Work.EMPTY: """
        travailler, travailler au, travailler sur | travaillé, travaillé au, travaillé sur | travaillant
            | travail, travail sur, travaux, travail au
        s'occuper | occupé | | suivi, suivis, suivi de, suivi du
        traiter | traité | | gestion, traitement
        réfléchir à, réfléchir | réfléchi à, réfléchi | | réflexion, stratégie
        faire le suivi, faire un suivi | fait le suivi, fait un suivi, effectué un suivi
        attention à | | | attention à, attention au
    """,
    }
)

CHORES: Final = """
    photocopier, numériser, imprimer, télécopier, inscrire, réserver, corriger les épreuves,
            classer, indexer
    téléverser, facturer, saisir
    déposer | greffe requête demande procédure procédures dossier mémoire avis acte pièces registre
    fixer | date dates rendez-vous conférence interrogatoire audience rencontre réunion médiation
    organiser |
            dossier dossiers documents pièces cahier cahiers messager déplacement
            rencontre conférence rendez-vous
    ouvrir, fermer | dossier dossiers
    assembler | cahier cahiers pièces recueil recueils dossier mémoire
    livrer
    préparer, réviser, rédiger, finaliser, envoyer, corriger, dresser
            | facture factures cahier cahiers bordereau
    écrire à | bordereau
"""
