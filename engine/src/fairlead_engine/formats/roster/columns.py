"""What a column of a table of people can hold, and the headings by which programs and people call it."""

from enum import StrEnum

from fairlead_engine.formats.tables.columns import vocabulary


class PersonColumn(StrEnum):
    """A thing that a column of a table of people holds."""

    NAME = "Name"
    FIRST_NAME = "First name"
    LAST_NAME = "Last name"
    EMAIL = "E-mail"
    KIND = "Kind"
    TITLE = "Title"
    TEAM = "Team"
    SKILLS = "Skills"
    CALENDAR = "Calendar"
    HOURS = "Hours per week"
    SHARE = "Share"
    FROM = "Available from"
    UNTIL = "Available until"
    COST = "Cost of an hour"
    BILL = "Billed for an hour"
    CURRENCY = "Currency"
    RATE_FROM = "Rates from"


_HEADINGS = {
    PersonColumn.NAME: """full name, display name, employee, employee name, person, resource, resource name, who,
        member, mitarbeiter, mitarbeiterin, mitarbeitende, vollständiger name, ressource, ressourcenname, nom
        complet, employé, nombre completo, empleado, nome completo, dipendente, funcionário, naam, medewerker, imię
        i nazwisko, имя, сотрудник, 姓名, namn""",
    PersonColumn.FIRST_NAME: """firstname, given name, vorname, prénom, primeiro nome, voornaam, imię, förnamn,
        forename""",
    PersonColumn.LAST_NAME: """lastname, surname, family name, nachname, familienname, nom de famille, apellido,
        apellidos, sobrenome, cognome, achternaam, nazwisko, фамилия, efternamn""",
    PersonColumn.EMAIL: """email, mail, e-mail address, email address, work email, e-mail-adresse, emailadresse,
        adresse e-mail, courriel, correo, correo electrónico, posta elettronica, e-mailadres, адрес почты, 邮箱,
        e-post""",
    PersonColumn.KIND: """type, resource type, art, ressourcenart, typ, genre, tipo, soort, rodzaj, тип, 类型""",
    PersonColumn.TITLE: """job title, position, role, job, function, funktion, rolle, stelle, position, poste,
        titre, fonction, puesto, cargo, título, função, ruolo, titolo, functie, stanowisko, должность, 职位, titel""",
    PersonColumn.TEAM: """teams, department, group, unit, org unit, abteilung, gruppe, équipe, service, département,
        equipo, departamento, equipe, reparto, squadra, afdeling, zespół, dział, отдел, команда, 部门, avdelning""",
    PersonColumn.SKILLS: """skill, skills and levels, competencies, competences, expertise, fähigkeiten, kenntnisse,
        kompetenzen, compétences, habilidades, competencias, competências, competenze, vaardigheden, umiejętności,
        навыки, 技能, färdigheter""",
    PersonColumn.CALENDAR: """working calendar, base calendar, work schedule, kalender, arbeitszeitmodell,
        calendrier, calendario, calendário, kalendarz, календарь, 日历""",
    PersonColumn.HOURS: """hours, weekly hours, hours a week, hours/week, h/week, wochenstunden, stunden pro woche,
        std/woche, heures par semaine, horas semanales, horas por semana, ore settimanali, uren per week, godziny
        tygodniowo""",
    PersonColumn.SHARE: """fte, units, max units, max. units, maximum units, capacity, % fte, percent, anteil, max.
        einh., einheiten, vzä, taux, quotité, etp, dedicación, jornada, percentuale, percentage, etat""",
    PersonColumn.FROM: """available since, start, start date, hire date, from, joined, first day, entry date,
        eintritt, eintrittsdatum, verfügbar ab, erster tag, date d'entrée, début, fecha de alta, inicio, data di
        assunzione, startdatum, in dienst, data zatrudnienia""",
    PersonColumn.UNTIL: """end, end date, leaves, last day, leaving date, until, to, exit date, austritt,
        austrittsdatum, verfügbar bis, letzter tag, date de sortie, fin, fecha de baja, data di uscita, einddatum,
        uit dienst""",
    PersonColumn.COST: """cost, cost rate, hourly cost, cost per hour, standard rate, std. rate, internal rate,
        kostensatz, standardsatz, kosten pro stunde, coût horaire, coste por hora, costo orario, kosten per uur""",
    PersonColumn.BILL: """bill rate, billing rate, hourly rate, bill, rate, price per hour, external rate,
        stundensatz, abrechnungssatz, taux horaire, tarifa, tariffa oraria, uurtarief""",
    PersonColumn.CURRENCY: """currency code, währung, devise, monnaie, moneda, divisa, moeda, valuta, waluta,
        валюта, 货币""",
    PersonColumn.RATE_FROM: """rate from, rates since, rates valid from, sätze ab, valid from""",
}
PEOPLE = vocabulary(_HEADINGS, PersonColumn.NAME, PersonColumn.LAST_NAME)
