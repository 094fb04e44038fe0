"""The screens' addresses. Each screen's file says what right it takes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tawthiq.workbench.review import documents, home, inbox, incidents, log, queues, tokens_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("language/", home.language, name="language"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/receive/", inbox.receive, name="receive"),
    path("inbox/<int:pk>/retry/", inbox.retry, name="retry"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/original/", documents.original, name="original"),
    path("documents/<int:pk>/access/", documents.access, name="access"),
    path("accounts/<int:pk>/review/", documents.review_account, name="review_account"),
    path("accounts/<int:pk>/move/", documents.move_account, name="move_account"),
    path("accounts/<int:pk>/add/", documents.add_claim, name="add_claim"),
    path("claims/<int:pk>/accept/", documents.accept_claim, name="accept_claim"),
    path("claims/<int:pk>/reject/", documents.reject_claim, name="reject_claim"),
    path("claims/<int:pk>/correct/", documents.correct_claim, name="correct_claim"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<str:key>/", incidents.incident, name="incident"),
    path("incidents/<str:key>/rule/", incidents.rule, name="rule_incident"),
    path("incidents/<str:key>/state/", incidents.state, name="incident_state"),
    path("incidents/<str:key>/merge/", incidents.merge, name="merge_incident"),
    path("incidents/<str:key>/split/", incidents.split, name="split_incident"),
    path("incidents/<str:key>/publish/", incidents.publish, name="publish_incident"),
    path("queues/", queues.queues, name="queues"),
    path("queues/pairs/", queues.pairs, name="pairs"),
    path("queues/pairs/<int:pk>/", queues.pair, name="pair"),
    path("queues/pairs/<int:pk>/rule/", queues.rule_pair, name="rule_pair"),
    path("queues/leads/", queues.leads, name="leads"),
    path("queues/conflicts/", queues.conflicts, name="conflicts"),
    path("queues/findings/", queues.findings, name="findings"),
    path("queues/findings/<int:pk>/rule/", queues.rule_finding, name="rule_finding"),
    path("queues/restricted/", queues.restricted, name="restricted"),
    path("queues/proposals/", queues.proposals, name="proposals"),
    path("queues/proposals/<int:pk>/approve/", queues.approve, name="approve"),
    path("queues/proposals/<int:pk>/decline/", queues.decline, name="decline"),
    path("queues/mine/", queues.mine, name="mine"),
    path("queues/counts/", queues.counts, name="queue_counts"),
    path("team/comment/", queues.comment, name="comment"),
    path("team/assign/", queues.assign, name="assign"),
    path("team/release/", queues.release, name="release"),
    path("team/filter/", queues.save_filter, name="save_filter"),
    path("log/", log.log, name="log"),
    path("log/<int:pk>/undo/", log.undo, name="undo"),
    *tokens_urls.urlpatterns,
]
