"""What may be asked: every root question carries the viewer's scope."""

import strawberry

from schema.application import Application
from schema.application_query import APPLICATION, APPLICATIONS, application, applications
from schema.case_file import CaseFile
from schema.case_file_query import CASE_FILE, case_file
from schema.code_list import CODE_LISTS, CodeList, code_lists
from schema.comparison import TownshipComparison
from schema.comparison_query import TOWNSHIP_COMPARISON, township_comparison
from schema.connection import Connection
from schema.field import asked
from schema.household import Household
from schema.household_query import HOUSEHOLDS, households
from schema.identifier_alarm import IDENTIFIER_ALARMS, IdentifierAlarm, identifier_alarms
from schema.jurisdiction import Jurisdiction
from schema.jurisdiction_query import JURISDICTIONS, jurisdictions
from schema.mandate import Mandate
from schema.mandate_query import MANDATES, mandates
from schema.node import NODE, NODES, Node, load_node, load_nodes
from schema.official import Official
from schema.official_query import OFFICIALS, officials
from schema.read_log import ReadLogEntry
from schema.read_log_query import READ_LOG, read_log
from schema.supervision import Supervision
from schema.supervision_query import SUPERVISIONS, supervisions
from schema.viewer import VIEWER, Viewer, load_viewer


@strawberry.type(description="Every question; an object outside the viewer's scope is as if it did not exist.")
class Query:
    viewer: Viewer = asked("Who asks, and on which case day 当前经办人员.", load_viewer, root=VIEWER)
    node: Node | None = asked(
        "An object by its id; null when the viewer may not know of it 按标识查询.", load_node, root=NODE
    )
    nodes: list[Node | None] = asked("Objects by their ids, in the order asked 按标识批量查询.", load_nodes, root=NODES)
    jurisdictions: Connection[Jurisdiction] = asked("The areas, by code 辖区.", jurisdictions, root=JURISDICTIONS)
    households: Connection[Household] = asked("Families, newest first 家庭列表.", households, root=HOUSEHOLDS)
    application: Application | None = asked(
        "One application by its case number 按编号查询申请.", application, root=APPLICATION
    )
    applications: Connection[Application] = asked(
        "Applications, newest first 申请列表.", applications, root=APPLICATIONS
    )
    case_file: CaseFile | None = asked(
        "All papers of a case and its journal, by case number 一户一档.", case_file, root=CASE_FILE
    )
    officials: Connection[Official] = asked(
        "Who holds a post today in the viewer's area 在岗经办人员.", officials, root=OFFICIALS
    )
    identifier_alarms: Connection[IdentifierAlarm] = asked(
        "Unusual use of sealed identifiers, newest first, for supervisor and auditor 号码使用异常预警.",
        identifier_alarms,
        root=IDENTIFIER_ALARMS,
    )
    code_lists: list[CodeList] = asked("The vocabularies with their labels 代码表.", code_lists, root=CODE_LISTS)
    township_comparison: list[TownshipComparison] = asked(
        "How the townships of the viewer's area compare over a period 乡镇比较.",
        township_comparison,
        root=TOWNSHIP_COMPARISON,
    )
    mandates: Connection[Mandate] = asked("Mandates, newest first 委托书列表.", mandates, root=MANDATES)
    supervisions: Connection[Supervision] = asked(
        "Records of supervision, newest first 监督记录列表.", supervisions, root=SUPERVISIONS
    )
    read_log: Connection[ReadLogEntry] = asked(
        "Who read what clear, newest first; for auditors 查阅记录.", read_log, root=READ_LOG
    )
