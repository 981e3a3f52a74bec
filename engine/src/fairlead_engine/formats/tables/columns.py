"""What a column of a table can hold, and the headings by which programs and people call it.

Headings are those of Microsoft Project in its languages, of P6, GanttProject, Smartsheet, Asana, Jira, ClickUp,
monday.com and others, and what people write themselves.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

C = TypeVar("C", bound=StrEnum)


class Column(StrEnum):
    """A thing that a column holds; the value is the heading that Fairlead writes."""

    ID = "ID"
    UNIQUE_ID = "Unique ID"
    CODE = "Code"
    LEVEL = "Level"
    WBS = "WBS"
    PARENT = "Parent"
    NAME = "Name"
    DURATION = "Duration"
    START = "Start"
    FINISH = "Finish"
    PREDECESSORS = "Predecessors"
    RESOURCES = "Resources"
    WORK = "Work"
    PERCENT = "% complete"
    MILESTONE = "Milestone"
    MODE = "Mode"
    ACTIVE = "Active"
    CONSTRAINT = "Constraint"
    CONSTRAINT_DATE = "Constraint date"
    DEADLINE = "Deadline"
    ACTUAL_START = "Actual start"
    ACTUAL_FINISH = "Actual finish"
    LATE_START = "Late start"
    LATE_FINISH = "Late finish"
    TOTAL_SLACK = "Total slack"
    CRITICAL = "Critical"
    PRIORITY = "Priority"
    PROJECT = "Project"
    PROJECT_START = "Project start"
    NOTES = "Notes"


_HEADINGS = {
    Column.ID: """id, task id, taskid, no, nr, no., nr., #, number, row, row number, row id, line, item,
        vorgangs-id, vorgangsnummer, vorgangsnr, lfd nr, lfd. nr., pos, pos., position, n°, num, numero,
        número, núm, nº, id de tarea, identificador, identificateur, id tâche, n° tâche, id da tarefa,
        id attività, taak-id, lp, l.p., ид, идентификатор, №, 标识号, issue key, key""",
    Column.UNIQUE_ID: """unique id, uid, unique_id, einmalige nr, einmalige nummer, n° unique, id unique, id. único,
        id exclusivo, id univoco, unieke id, unikatowy identyfikator, уникальный идентификатор, issue id,
        guid""",
    Column.CODE: """code, task code, activity id, activity code, task_code, vorgangscode, activité id, code de tâche,
        código""",
    Column.LEVEL: """level, outline level, outlinelevel, wbs level, indent, indent level, gliederungsebene, ebene,
        stufe, niveau, niveau hiérarchique, nivel, nivel de esquema, nível,
        nível da estrutura de tópicos, livello, livello struttura, overzichtsniveau, poziom,
        poziom konspektu, уровень, уровень структуры, 大纲级别, depth, hierarchy""",
    Column.WBS: """wbs, wbs code, outline number, outlinenumber, wbs_id, wbs path, psp, psp-code, psp code,
        gliederungsnummer, gliederung, numéro hiérarchique, organigramme des tâches, edt, código edt,
        número de esquema, edt/wbs, eap, número da estrutura de tópicos, numero struttura,
        overzichtsnummer, numer konspektu, сдр, номер в структуре, 大纲数字, wbs number""",
    Column.PARENT: """parent, parent id, parent task, parent_id, parent key, summary task, übergeordneter vorgang,
        übergeordnet, tâche parente, parent tâche, tarea principal, tarea padre, tarefa pai,
        attività padre, bovenliggende taak, задача-родитель, parent issue, parent item, epic link,
        section/column""",
    Column.NAME: """name, task name, taskname, task, title, activity name, activity, task_name, subject, summary,
        description, work item, item name, vorgangsname, vorgang, aufgabe, aufgabenname, bezeichnung,
        titel, beschreibung, tätigkeit, arbeitspaket, nom, nom de la tâche, tâche, titre, désignation,
        intitulé, nombre, nombre de tarea, tarea, actividad, título, descripción, nome, nome da tarefa,
        tarefa, atividade, nome attività, attività, taaknaam, taak, naam, nazwa, nazwa zadania, zadanie,
        название, название задачи, задача, имя, наименование, 任务名称, 名称, uppgift, aktivitet, namn""",
    Column.DURATION: """duration, dur, original duration, planned duration, target_drtn_hr_cnt,
        at completion duration,
        dauer, durée, duración, duração, durata, duur, czas trwania, длительность, 工期, varaktighet,
        duration days, est duration, orig dur, od, estimated duration, aufwand dauer, days, tage, jours,
        días, dias, giorni, dagen, dni, дней""",
    Column.START: """start, start date, begin, begin date, start_date, planned start, start time, early start,
        scheduled start, from, anfang, beginn, startdatum, starttermin, anfangstermin, von,
        geplanter anfang, début, date de début, inicio, comienzo, fecha de inicio, fecha inicio, início,
        data de início, inizio, data inizio, data di inizio, begindatum, rozpoczęcie, data rozpoczęcia,
        начало, дата начала, 开始时间, 开始日期, startar, bl start""",
    Column.FINISH: """finish, finish date, end, end date, end_date, due, due date, planned finish, early finish, to,
        until, scheduled finish, target date, ende, enddatum, endtermin, fertigstellung, fällig,
        fälligkeitsdatum, bis, abschluss, geplantes ende, fin, date de fin, échéance, fecha de fin,
        fecha fin, final, fecha de finalización, vencimiento, término, conclusão, data de término, fim,
        data de conclusão, fine, data fine, data di fine, scadenza, einddatum, einde, zakończenie,
        data zakończenia, окончание, дата окончания, срок, 完成时间, 结束日期, slut, slutdatum""",
    Column.PREDECESSORS: """predecessors, predecessor, depends on, dependencies, dependency,
        blocked by, predecessor details,
        pred_list, blocked by dependencies, preds, after, waiting on, vorgänger, abhängigkeiten,
        abhängig von, nachfolger von, prédécesseurs, prédécesseur, dépend de, predecesoras, predecesora,
        predecesores, dependencias, predecessoras, predecessora, antecessoras, dependências,
        predecessori, predecessore, dipendenze, voorafgaande taken, voorganger, voorgangers, poprzedniki,
        poprzednik, предшественники, 前置任务, föregående""",
    Column.RESOURCES: """resources, resource, resource names, resource name, assigned to, assignee, assignees, owner,
        owners, responsible, people, person, who, resource_list, resource id names, ressourcen,
        ressourcennamen, ressource, zuständig, verantwortlich, bearbeiter, mitarbeiter, noms ressources,
        noms des ressources, ressources, responsable, assigné à, nombres de los recursos, recursos,
        recurso, asignado a, nomes dos recursos, nomes de recursos, responsável, atribuído a,
        nomi risorse, risorse, risorsa, responsabile, assegnato a, namen van resources, resourcenamen,
        toegewezen aan, verantwoordelijke, nazwy zasobów, zasoby, названия ресурсов, ресурсы,
        исполнитель, ответственный, 资源名称, resursnamn, ansvarig""",
    Column.WORK: """work, effort, planned work, estimate, estimated hours, original estimate, time estimate, arbeit,
        aufwand, travail, charge, trabajo, esfuerzo, trabalho, lavoro, werk, praca,
        трудозатраты, 工时""",
    Column.PERCENT: """% complete, percent complete, complete, % completed, percent, progress,
        completion, done, % done,
        percent_complete, complete_pct, % abgeschlossen, abgeschlossen, fortschritt,
        prozent abgeschlossen, % fertig, fertig, % achevé, avancement, % terminé, achèvement,
        % completado, progreso, avance, % concluída, % concluído, progresso, % completato, completamento,
        avanzamento, % voltooid, voltooid, voortgang, % ukończenia, postęp, % завершения, прогресс,
        完成百分比, activity % complete""",
    Column.MILESTONE: """milestone, is milestone, meilenstein, jalon, hito, marco, milestone?,
        mijlpaal, kamień milowy,
        веха, 里程碑, attività cardine""",
    Column.MODE: """mode, task mode, vorgangsmodus, mode tâche, modo de tarea, modo da tarefa, modalità attività,
        taakmodus, tryb zadania, режим задачи, 任务模式, scheduling mode, manual""",
    Column.ACTIVE: """active, aktiv, actif, activo, ativo, ativa, attivo, actief, aktywne, активная""",
    Column.CONSTRAINT: """constraint, constraint type, primary constraint, einschränkungsart, type de contrainte,
        contrainte, tipo de restricción, delimitación, tipo de restrição, tipo di vincolo, vincolo,
        beperkingstype, typ ograniczenia, тип ограничения, cstr_type""",
    Column.CONSTRAINT_DATE: """constraint date, primary constraint date, einschränkungstermin, date contrainte,
        date de contrainte, fecha de restricción, fecha de delimitación, data da restrição,
        data del vincolo, data vincolo, beperkingsdatum, data ograniczenia, дата ограничения, cstr_date""",
    Column.DEADLINE: """deadline, stichtag, échéance finale, date limite, fecha límite, prazo final, prazo,
        scadenza finale, deadlinedatum, termin ostateczny, крайний срок, 最后期限""",
    Column.ACTUAL_START: """actual start, actual start date, act_start_date,
        tatsächlicher anfang, ist-anfang, début réel,
        comienzo real, início real, inizio effettivo, werkelijke begindatum, rzeczywiste rozpoczęcie,
        фактическое начало, 实际开始时间""",
    Column.ACTUAL_FINISH: """actual finish, actual finish date, actual end, act_end_date, completed at, completed on,
        tatsächliches ende, ist-ende, fin réelle, fin real, término real, fine effettiva,
        werkelijke einddatum, rzeczywiste zakończenie, фактическое окончание, 实际完成时间""",
    Column.LATE_START: """late start, late_start_date, spätester anfang, début au plus tard, comienzo tardío,
        inizio al più tardi""",
    Column.LATE_FINISH: """late finish, late_end_date, spätestes ende, fin au plus tard,
        fin tardío, fine al più tardi""",
    Column.TOTAL_SLACK: """total slack, slack, total float, float, total_float_hr_cnt,
        gesamte pufferzeit, gesamtpuffer,
        puffer, marge totale, margen total, demora total, margem de atraso total,
        margine di flessibilità totale, totale speling""",
    Column.CRITICAL: """critical, kritisch, critique, crítica, crítico, critico, kritiek,
        krytyczne, критическая, 关键""",
    Column.PRIORITY: """priority, priorität, priorité, prioridad, prioridade, priorità,
        prioriteit, priorytet, приоритет,
        优先级""",
    Column.PROJECT: """project, project name, projekt, projet, proyecto, projeto, progetto, projectnaam, проект, 项目,
        proj_id""",
    Column.PROJECT_START: """project start, project start date""",
    Column.NOTES: """notes, note, comment, comments, remarks, notizen, notiz, bemerkung, bemerkungen, kommentar,
        remarques, commentaire, commentaires, notas, comentarios, observaciones, anotações, observações,
        comentários, annotazioni, commenti, notities, opmerkingen, notatki, uwagi, заметки, примечание,
        комментарий, 备注""",
}
_UNIT = re.compile(r"[\[(]([^\[\]()]*)[\])]\s*$")
_LONGEST_WORD = 60
_BLANKS = re.compile(r"[\s_:*?.]+")


def plain(heading: str) -> str:
    """Return a heading without accents, capitals and the marks that people put around it."""
    return _plain_word(heading) if len(heading) <= _LONGEST_WORD else _plain(heading)


@lru_cache(maxsize=4096)  # a table has few words, each of them often
def _plain_word(word: str) -> str:
    return _plain(word)


def _plain(heading: str) -> str:
    letters = unicodedata.normalize("NFKD", heading.casefold())
    return _BLANKS.sub(" ", "".join(each for each in letters if not unicodedata.combining(each))).strip()


@dataclass(frozen=True, slots=True)
class Vocabulary(Generic[C]):
    """The headings by which columns of one sort of table are called, plain; one of `names` says whom a row is about."""

    known: Mapping[str, C]
    names: frozenset[C]

    def column_of(self, heading: str) -> tuple[C | None, str]:
        """Return what a heading stands for, and the unit that it names in brackets, as in *Duration (h)*."""
        if len(heading) > 200:
            return None, ""
        if (column := self.known.get(plain(heading))) is not None:
            return column, ""
        unit = _UNIT.search(heading.strip())
        if unit is None:
            return None, ""
        return self.known.get(plain(heading.strip()[: unit.start()])), unit.group(1)


def vocabulary(headings: Mapping[C, str], *names: C) -> Vocabulary[C]:
    """Return the vocabulary of columns with their headings, parted by commas; each is called by its value, too."""
    known = {plain(each): column for column, words in headings.items() for each in (*words.split(","), column.value)}
    return Vocabulary(known, frozenset(names))


PLAN = vocabulary(_HEADINGS, Column.NAME)
column_of = PLAN.column_of


def unit_of(heading: str) -> str:
    """Return the unit that a heading names in brackets, empty where it names none."""
    unit = _UNIT.search(heading.strip()[:200])
    return "" if unit is None else unit.group(1)
