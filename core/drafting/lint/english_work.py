"""The work that time lines name in English, and which of it is clerical, as `vocabulary` reads it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.drafting.lint.vocabulary import Work

HEADS: Final[Mapping[Work, str]] = MappingProxyType(
    {
        Work.READ: """
        review | reviewed | reviewing | review of, reviews of, file review
        analyze, analyse | analyzed, analysed | analyzing, analysing | analysis of, analysis
        consider | considered | considering | consideration of
        read | read | reading
        study | studied | studying
        examine | examined | examining
        compare | compared | comparing | comparison of
        assess | assessed | assessing | assessment of
        evaluate | evaluated | evaluating | evaluation of
        receive | received | receiving | receipt of
        inspect | inspected | inspecting | inspection of
        verify | verified | verifying | verification of
        check | checked | checking
    """,
        Work.WRITE: """
        draft | drafted | drafting, drafting of
        revise | revised | revising | revision of, revisions to, revision to, revisions of, revision
        prepare, prepare for, prep for | prepared, prepared for | preparing, preparing for
            | preparation of, preparation for, preparations for, prep, preparation
        edit | edited | editing, editing of | edits to
        finalize, finalise | finalized, finalised | finalizing, finalising | finalization of
        amend | amended | amending | amendments to
        redline, mark up | redlined, marked up | redlining, marking up
        complete | completed | completing | completion of
        send | sent | sending
        forward | forwarded | forwarding
        circulate | circulated | circulating
        create, develop | created, developed | creating, developing
        calculate | calculated | calculating | calculation of, calculations of
        sign, execute | signed, executed | signing, executing | execution of
        submit | submitted | submitting | submission of
        comment on | commented on | commenting on | comments on
        respond to, reply to, answer, respond, reply | responded to, replied to, answered
            | responding to, replying to, answering | response to, reply to
        update | updated | updating
        compile | compiled | compiling | compilation of
        outline | outlined | outlining
        summarize, summarise | summarized, summarised | summarizing, summarising | summary of
        write | wrote | writing
        correct | corrected | correcting | corrections to
        issue | issued | issuing
    """,
        Work.RESEARCH: """
        research | researched | researching
            | research on, research into, research re, legal research, case law research
        investigate | investigated | investigating | investigation of, investigation into
        search | searched | searching | search of
    """,
        Work.ATTEND: """
        attend, attend at | attended, attended at | attending, attending at | attendance at, attendance
        appear, appear for, appear at, appear before
            | appeared, appeared for, appeared at, appeared before | appearing
            | appearance at, appearance for, appearance before, court appearance
        argue | argued | arguing | argument of
        participate in | participated in | participating in | participation in
        conduct | conducted | conducting | conduct of
        cross-examine | cross-examined | cross-examining | cross-examination of
        depose | deposed | deposing | deposition of
        defend | defended | defending
        observe | observed | observing
        represent, second-chair | represented, second-chaired | representing | representation of
    """,
        Work.CONTACT: """
        call, telephone, phone | called, telephoned, phoned | calling, telephoning, phoning
            | telephone call, telephone calls, phone call, phone calls, conference call, conference
            calls, telephone conference, telephone conferences, teleconference, video call, video
            conference, videoconference, telephone discussion, calls, tc, t c, conf call,
            tel conf, tel call, tel conference, telecon, telcon, tel
        return call | returned call | returning call
        email, e-mail, exchange emails, exchange e-mails
            | emailed, e-mailed, exchanged emails, exchanged e-mails
            | emailing, e-mailing, exchanging emails
            | emails, e-mails, exchange of emails, exchange of e-mails, email exchange
        write to, letter, letters | wrote to, wrote | writing to | letter to, letters to
        correspond, correspond with | corresponded, corresponded with | corresponding with
            | correspondence with, correspondence to, correspondence, exchange of correspondence,
            corr with,
            corr to
        meet, meet with | met, met with | meeting with, meeting | meetings with, meetings
        confer, confer with | conferred, conferred with | conferring with, conferring
            | conference with, conf with, conf w, conference w, conference, conferences,
            conf, session with, strategy session, strategy conference, strategy meeting, strategy call,
            mtg with, mtg w, mtg, office conference, internal conference, in-house conference,
            intra-office conference
        speak with, speak to, talk to, talk with
            | spoke with, spoke to, spoke, talked to, talked with | speaking with, speaking to
        discuss | discussed | discussing | discussion with, discussions with, discussion, discussions
        leave voicemail, leave message
            | left voicemail, left voicemails, left message, left messages
            | leaving voicemail, leaving message | voicemail, voicemails, voicemail to, voicemail
            for
        text | texted | texting | text message, text messages
    """,
        Work.TALK: """
        advise | advised | advising | advice to
        instruct | instructed | instructing | instructions to
        inform, notify | informed, notified | informing, notifying
        report to | reported to | reporting to | report to
        negotiate | negotiated | negotiating | negotiations with, negotiation with, negotiation of
        interview | interviewed | interviewing | interview of, interview with
        consult with | consulted with | consulting with | consultation with
        follow up with | followed up with | following up with | follow-up with
    """,
        Work.TRAVEL: """
        in transit to, in transit from
        travel, travel to, travel from, travel back
            | traveled, traveled to, traveled from, travelled, travelled to, travelled from,
            returned travel
            | traveling, traveling to, travelling, travelling to, travelling from
            | return travel, travel time, roundtrip travel, travel
        drive, drive to, drive from | drove, drove to, drove from | driving, driving to, driving from
        fly, fly to | flew, flew to | flying to | flight to, flight from, flights to, train to
        commute | commuted | commuting | commute to, commute from, trip to, round trip to
        return to, return from | returned to, returned from | returning to, returning from
    """,
        Work.CLERICAL: """
        serve | served | serving | service of
        save, obtain, retrieve | saved, obtained, retrieved | saving, obtaining, retrieving
        make travel arrangements, make arrangements | made travel arrangements, made arrangements
            | | travel arrangements
        file, e-file | filed, e-filed | filing, filing of, e-filing, e-filing of
        copy, photocopy | copied, photocopied | copying, copying of, photocopying
        scan | scanned | scanning, scanning of
        print | printed | printing, printing of
        fax | faxed | faxing
        mail, courier | mailed, couriered | mailing, couriering
        calendar, docket, diarize, diarise | calendared, docketed, diarized, diarised
            | calendaring, docketing, diarizing, calendaring of, docketing of
        schedule, reschedule | scheduled, rescheduled | scheduling, scheduling of, rescheduling
            | scheduling with
        book, reserve | booked, reserved | booking, booking of, reserving
        arrange, set up, coordinate | arranged, coordinated | arranging, setting up,
            coordinating
            | coordination of
        organize, organise, sort, tidy | organized, organised, sorted
            | organizing, organising, sorting, organizing of | organization of
        open | opened | opening, opening of
        close | closed | closing of
        proofread, proof-read | proofread, proof-read
            | proofreading, proof-reading, proofreading of, proof-reading of
        assemble, bind, tab | assembled, bound, tabbed | assembling, binding, tabbing,
            assembling of
            | assembly of
        index | indexed | indexing, indexing of
        bates-stamp, bates-label, bates-number, bates stamp, bates label
            | bates-stamped, bates-labelled, bates stamped, bates labelled
            | bates-stamping, bates-labelling, bates stamping, bates labelling
        upload, download | uploaded, downloaded | uploading, downloading, uploading of, downloading of
        process | processed | processing, processing of
        deliver, pick up, drop off | delivered, picked up, dropped off | delivering, picking up
        type, enter | typed, entered | typing | data entry
    """,
        Work.EMPTY: """
        work on, work | worked on, worked | working on | work in
        attend to | attended to | attending to | attention to, attention, attn to, attn
        deal with | dealt with | dealing with
        handle | handled | handling, handling of
        strategize, strategise | strategized, strategised | strategizing, strategising
        look into, look at, look after | looked into, looked at, looked after | looking into
        address | addressed | addressing
        follow up, follow up on, follow-up on | followed up, followed up on
            | following up, following up on | follow-up, follow up re
        assist with, help with | assisted with, helped with | assisting with | assistance with
        think about | thought about | thinking about
    """,
    }
)

CHORES: Final = """
    serve, file, copy, scan, print, fax, mail, calendar, schedule, book, proofread, index,
            bates-stamp, upload
    type, make travel arrangements
    arrange |
            courier couriers delivery meeting meetings call calls boardroom travel hotel flight dates date
            interpreter reporter conference mediation discovery discoveries deposition depositions
            examination
            examinations service filing
    organize | file files folder folders document documents binder binders exhibits correspondence
    open, close | file files
    assemble | binder binders brief briefs book books exhibit exhibits record records
    process |
            invoice invoices bill bills account accounts payment payments expense expenses cheque cheques
    deliver | document documents exhibits binder binders materials package letter record motion
    prepare, draft, compile, finalize, edit, send, revise
            | binder binders account accounts invoice invoices bill bills timesheet timesheets
    review | timesheet timesheets
    update | calendar calendars docket index
    save, obtain | copy copies email emails documents transcript transcripts file files folder
"""
