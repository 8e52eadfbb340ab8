"""Offices: the tiers of government, the organs, the roles, and which role sits where (plan.txt part four)."""

from enum import StrEnum


class Tier(StrEnum):
    """The level of government (层级)."""

    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"
    VILLAGE = "VILLAGE"


class Organ(StrEnum):
    """The department that the official acts for (部门; plan.txt part four)."""

    CIVIL_AFFAIRS = "CIVIL_AFFAIRS"
    TOWNSHIP_GOVERNMENT = "TOWNSHIP_GOVERNMENT"
    VILLAGE_COMMITTEE = "VILLAGE_COMMITTEE"
    FINANCE = "FINANCE"
    AUDIT = "AUDIT"
    LETTERS = "LETTERS"
    EDUCATION = "EDUCATION"
    PUBLIC_SECURITY = "PUBLIC_SECURITY"
    HUMAN_RESOURCES = "HUMAN_RESOURCES"
    HEALTH = "HEALTH"
    POVERTY_ALLEVIATION = "POVERTY_ALLEVIATION"
    NATURAL_RESOURCES = "NATURAL_RESOURCES"
    MARKET_REGULATION = "MARKET_REGULATION"
    HOUSING = "HOUSING"
    TAXATION = "TAXATION"
    FINANCIAL_INSTITUTION = "FINANCIAL_INSTITUTION"
    ASSISTANCE_PLATFORM = "ASSISTANCE_PLATFORM"


class Role(StrEnum):
    """What the official does (rules.md section 7)."""

    VILLAGE_ASSISTANT = "VILLAGE_ASSISTANT"
    TOWNSHIP_WINDOW = "TOWNSHIP_WINDOW"
    TOWNSHIP_INVESTIGATOR = "TOWNSHIP_INVESTIGATOR"
    TOWNSHIP_REVIEWER = "TOWNSHIP_REVIEWER"
    TOWNSHIP_LEADER = "TOWNSHIP_LEADER"
    TOWNSHIP_CASHIER = "TOWNSHIP_CASHIER"
    COUNTY_CHECK = "COUNTY_CHECK"
    COUNTY_APPROVER = "COUNTY_APPROVER"
    COUNTY_SUPERVISOR = "COUNTY_SUPERVISOR"
    COUNTY_FINANCE = "COUNTY_FINANCE"
    AUDITOR = "AUDITOR"
    LETTERS_OFFICE = "LETTERS_OFFICE"
    ANSWERING_DEPARTMENT = "ANSWERING_DEPARTMENT"
    EDUCATION = "EDUCATION"
    BANK = "BANK"
    CITY_OVERSEER = "CITY_OVERSEER"
    CITY_PLATFORM = "CITY_PLATFORM"
    SYSTEM_ADMIN = "SYSTEM_ADMIN"


_CODE_LENGTH = {Tier.CITY: 6, Tier.COUNTY: 6, Tier.TOWNSHIP: 9, Tier.VILLAGE: 12}


def tier_fits_area(tier: Tier, area: str) -> bool:
    """Whether a code is of this tier: six digits (a city's end in 00), nine for a township, twelve for a village."""
    if not (area.isascii() and area.isdigit() and len(area) == _CODE_LENGTH[tier]):
        return False
    return tier not in (Tier.CITY, Tier.COUNTY) or area.endswith("00") == (tier is Tier.CITY)


ROLE_SEATS: dict[Role, tuple[Tier, frozenset[Organ]]] = {
    Role.VILLAGE_ASSISTANT: (Tier.VILLAGE, frozenset({Organ.VILLAGE_COMMITTEE})),
    Role.TOWNSHIP_WINDOW: (Tier.TOWNSHIP, frozenset({Organ.TOWNSHIP_GOVERNMENT})),
    Role.TOWNSHIP_INVESTIGATOR: (Tier.TOWNSHIP, frozenset({Organ.TOWNSHIP_GOVERNMENT})),
    Role.TOWNSHIP_REVIEWER: (Tier.TOWNSHIP, frozenset({Organ.TOWNSHIP_GOVERNMENT})),
    Role.TOWNSHIP_LEADER: (Tier.TOWNSHIP, frozenset({Organ.TOWNSHIP_GOVERNMENT})),
    Role.TOWNSHIP_CASHIER: (Tier.TOWNSHIP, frozenset({Organ.TOWNSHIP_GOVERNMENT})),
    Role.COUNTY_CHECK: (Tier.COUNTY, frozenset({Organ.CIVIL_AFFAIRS})),
    Role.COUNTY_APPROVER: (Tier.COUNTY, frozenset({Organ.CIVIL_AFFAIRS})),
    Role.COUNTY_SUPERVISOR: (Tier.COUNTY, frozenset({Organ.CIVIL_AFFAIRS})),
    Role.COUNTY_FINANCE: (Tier.COUNTY, frozenset({Organ.FINANCE})),
    Role.AUDITOR: (Tier.COUNTY, frozenset({Organ.AUDIT})),
    Role.LETTERS_OFFICE: (Tier.COUNTY, frozenset({Organ.LETTERS})),
    Role.ANSWERING_DEPARTMENT: (
        Tier.COUNTY,
        frozenset(
            {
                Organ.PUBLIC_SECURITY,
                Organ.HUMAN_RESOURCES,
                Organ.HEALTH,
                Organ.POVERTY_ALLEVIATION,
                Organ.NATURAL_RESOURCES,
                Organ.MARKET_REGULATION,
                Organ.HOUSING,
                Organ.TAXATION,
                Organ.FINANCIAL_INSTITUTION,
            }
        ),
    ),
    Role.EDUCATION: (Tier.COUNTY, frozenset({Organ.EDUCATION})),
    Role.BANK: (Tier.COUNTY, frozenset({Organ.FINANCIAL_INSTITUTION})),
    Role.CITY_OVERSEER: (Tier.CITY, frozenset({Organ.CIVIL_AFFAIRS})),
    Role.CITY_PLATFORM: (Tier.CITY, frozenset({Organ.ASSISTANCE_PLATFORM})),
    Role.SYSTEM_ADMIN: (Tier.COUNTY, frozenset({Organ.CIVIL_AFFAIRS})),
}


def role_fits_seat(role: Role, tier: Tier, organ: Organ) -> bool:
    """Whether a role exists at this tier and organ; a post that does not fit gives nothing."""
    seat_tier, organs = ROLE_SEATS[role]
    return seat_tier is tier and organ in organs


def default_organ(role: Role) -> Organ:
    """The organ of a role, the first by name where several answer."""
    return min(ROLE_SEATS[role][1])


OFFICE_LABELS: dict[StrEnum, tuple[str, str]] = {
    Tier.CITY: ("市", "City"),
    Tier.COUNTY: ("县", "County"),
    Tier.TOWNSHIP: ("乡镇", "Township"),
    Tier.VILLAGE: ("村（社区）", "Village"),
    Organ.CIVIL_AFFAIRS: ("民政", "Civil affairs"),
    Organ.TOWNSHIP_GOVERNMENT: ("乡镇人民政府", "Township government"),
    Organ.VILLAGE_COMMITTEE: ("村（居）民委员会", "Village committee"),
    Organ.FINANCE: ("财政", "Finance"),
    Organ.AUDIT: ("审计", "Audit"),
    Organ.LETTERS: ("信访", "Letters and visits"),
    Organ.EDUCATION: ("教育体育", "Education"),
    Organ.PUBLIC_SECURITY: ("公安", "Public security"),
    Organ.HUMAN_RESOURCES: ("人力资源社会保障", "Human resources and social security"),
    Organ.HEALTH: ("卫生健康", "Health"),
    Organ.POVERTY_ALLEVIATION: ("扶贫开发", "Poverty alleviation"),
    Organ.NATURAL_RESOURCES: ("自然资源和规划", "Natural resources and planning"),
    Organ.MARKET_REGULATION: ("市场监管", "Market regulation"),
    Organ.HOUSING: ("住建城管", "Housing and urban management"),
    Organ.TAXATION: ("税务", "Taxation"),
    Organ.FINANCIAL_INSTITUTION: ("金融机构", "Financial institution"),
    Organ.ASSISTANCE_PLATFORM: ("市社会救助综合服务平台", "The city's assistance platform"),
    Role.VILLAGE_ASSISTANT: ("村（社区）综合专干", "Village assistant"),
    Role.TOWNSHIP_WINDOW: ("乡镇窗口受理", "Township window"),
    Role.TOWNSHIP_INVESTIGATOR: ("乡镇调查", "Township investigator"),
    Role.TOWNSHIP_REVIEWER: ("乡镇审核（民政办）", "Township reviewer"),
    Role.TOWNSHIP_LEADER: ("乡镇分管领导", "Township leader"),
    Role.TOWNSHIP_CASHIER: ("备用金出纳", "Petty-fund cashier"),
    Role.COUNTY_CHECK: ("县级信息核对", "County information check"),
    Role.COUNTY_APPROVER: ("县级确认", "County approver"),
    Role.COUNTY_SUPERVISOR: ("县级监督", "County supervisor"),
    Role.COUNTY_FINANCE: ("县财政", "County finance"),
    Role.AUDITOR: ("审计", "Auditor"),
    Role.LETTERS_OFFICE: ("信访", "Letters office"),
    Role.ANSWERING_DEPARTMENT: ("核查配合部门", "Answering department"),
    Role.EDUCATION: ("教育救助", "Education aid"),
    Role.BANK: ("代发金融机构", "Paying bank"),
    Role.CITY_OVERSEER: ("市级督导", "City overseer"),
    Role.CITY_PLATFORM: ("市平台（系统）", "City platform (machine)"),
    Role.SYSTEM_ADMIN: ("系统管理", "System administrator"),
}
