from dataclasses import dataclass
@dataclass(frozen=True, slots=True)
class PersonHit:
    start:int; end:int; name:str; role:str; key:str=''; rule:str=''
def find_persons(reading): return []
