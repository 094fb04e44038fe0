"""What the office keeps: one module per part."""

from tawthiq.workbench.register.models.claims import Account, Claim
from tawthiq.workbench.register.models.decisions import Custody, Decision, Reading, Touched
from tawthiq.workbench.register.models.documents import Document, Finding, Source, Upload
from tawthiq.workbench.register.models.identities import Consent, Identity
from tawthiq.workbench.register.models.incidents import Facet, Incident, Pair
from tawthiq.workbench.register.models.office import ApiToken, Assignment, Change, Comment, Proposal, SavedFilter, State
from tawthiq.workbench.register.models.people import Person, PersonRole, PersonWord
from tawthiq.workbench.register.models.vocabulary import Reread, Rereading, Word

__all__ = [
    "Account", "ApiToken", "Assignment", "Change", "Claim", "Comment", "Consent", "Custody", "Decision", "Document", "Facet", "Finding", "Identity", "Incident",
    "Pair", "Person", "PersonRole", "PersonWord", "Proposal", "Reading", "Reread", "Rereading", "SavedFilter", "Source", "State", "Touched", "Upload", "Word",
]  # fmt: skip
