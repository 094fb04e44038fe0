from dataclasses import dataclass
@dataclass(frozen=True, slots=True)
class AttributionHit:
    start:int; end:int; scope_start:int; scope_end:int; source_type:str; key:str=''; anonymous:bool=False; rule:str=''
def find_attributions(reading): return []
def office_entries(): return []
