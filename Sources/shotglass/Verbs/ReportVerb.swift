import ArgumentParsing
import Catalogue
import Devices
import Formats
import Reports
import Studies

/// `report`: what a study found, as a page or as data.
enum ReportVerb {
  enum Form: String, CaseIterable, Sendable { case html, md, csv, json }

  static let folder = Argument.required("DIR", help: "The folder of a study that was run.")
  static let form = Option<Form?>.choice(
    "format", placeholder: "NAME",
    help: "html: one page that needs no network; md: Markdown; csv: every number of every figure; json: all of it.")
  static let output = Option.text(
    "output", short: "o", placeholder: "FILE", help: "Where to write it; standard output unless given.")

  static let verb = Verb(
    command: Command(
      name: "report", summary: "Write what a study found as a page, or as data.",
      description: """
        The page is one file with its figures, their data, the method in words, citations, versions and seeds; it needs \
        no network. The same records give the same bytes.
        """,
      arguments: [folder.declaration], options: [form.declaration, output.declaration],
      examples: [
        Command.Example("shotglass report runs/shot-budget-0c1d2e3f -o report.html", "A page to open or to send."),
        Command.Example("shotglass report runs/shot-budget-0c1d2e3f --format md", "The same as Markdown."),
        Command.Example("shotglass report runs/shot-budget-0c1d2e3f --format csv -o figures.csv", "Every number."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let path = arguments[folder]
    let report: Report
    do {
      report = try self.report(of: StudyFolder(path), in: session)
    } catch let error as StudyError {
      throw Failure(error, file: path)
    }
    let form = arguments[form] ?? (session.wantsJSON ? .json : .html)
    let text: String =
      switch form {
      case .html: report.html
      case .md: report.markdown
      case .csv: report.csv
      case .json: try report.json.text(isPretty: !session.wantsJSON) + "\n"
      }
    if session.wantsJSON, form != .json, arguments[output] == nil {
      try session.print(["format": .string(form.rawValue), "text": .string(text)])
    } else {
      try session.write(text, to: arguments[output])
    }
    return .done
  }

  private static func report(of folder: StudyFolder, in session: Session) throws -> Report {
    let study = try folder.study()
    let records = try folder.records()
    let catalogue = BackendCatalogue(devices: session.devices)
    var devices: [String: Device] = [:]
    for value in study.grid[.backend] ?? [] {
      guard let name = catalogue.deviceName(ofBackend: "\(value)") else { continue }
      // A machine that is gone leaves its records without a map.
      devices["\(value)"] = try? session.devices.device(named: name).device
    }
    let places = (study.grid[.backend] ?? []).map { value in
      let known = catalogue.provider(ofBackend: "\(value)")
      return Place(name: "\(value)", provider: known?.title, isEmulated: known?.isEmulated ?? false)
    }
    return Report(
      of: study, records: records, devices: devices, parties: Party.all(of: study, places: places),
      version: Version.text, jobs: folder.jobs(of: records))
  }
}
