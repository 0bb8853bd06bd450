import ArgumentParsing
import Devices
import Formats

/// `devices`: the machines that are known, and what one of them is like.
enum DevicesVerb {
  private enum Action: String, CaseIterable { case list, show, schema, refresh }

  private static let actions = Action.allCases.map(\.rawValue)

  static let action = Argument.optional(
    "ACTION", kind: .name(actions),
    help: """
      list: all devices, as without it; show: one device; schema: the JSON Schema of a device's file; refresh: fetch \
      today's calibration of a machine in a cloud.
      """)
  static let name = Argument.optional(
    "NAME", kind: .name(DeviceLibrary.compiledInNames),
    help: "The device to show, or the machine to refresh, such as ibm:ibm_fez.")

  static let verb = Verb(
    command: Command(
      name: "devices", summary: "List the devices, show one with its coupling map, or refresh one.",
      description: """
        A device is read from ./backends/NAME.json, else from $SHOTGLASS_HOME/backends/NAME.json, else from what is \
        compiled in; 'show' says which. 'shotglass help device-files' says how to write one of your own.

        'refresh' asks the provider, with your keys, what it publishes of a machine, or of all that IBM's keys open, \
        and writes it to backends/NAME.json in $SHOTGLASS_HOME or here, where every verb finds it. Noise, places and \
        prices that an earlier file states by hand stay.
        """,
      arguments: [action.declaration, name.declaration],
      examples: [
        Command.Example("shotglass devices", "Every device, with medians of its errors."),
        Command.Example("shotglass devices show ibm_manila", "Figures and couplings of one device."),
        Command.Example("shotglass devices show ibm_fez --json", "All that is known of it."),
        Command.Example("shotglass devices refresh ibm:ibm_fez", "Fetch its calibration of today."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let word = arguments[action] ?? Action.list.rawValue
    guard let action = Action(rawValue: word) else { throw unknown(word) }
    let library = session.devices
    if action != .show, action != .refresh, let name = arguments[name] {
      throw Failure(
        .misuse, "'devices \(word)' takes no name, but \(quoted(name)) is given",
        help: "shotglass devices show \(name)")
    }
    switch action {
    case .list: return try list(library, in: session)
    case .show:
      guard let name = arguments[name] else {
        throw Failure(.misuse, "'devices show' needs the name of a device", help: "'shotglass devices' lists them")
      }
      let (device, origin) = try read(name, library)
      let presentation = DevicePresentation(device, from: origin)
      try session.wantsJSON ? session.print(presentation.json) : session.print(presentation.page)
      return .done
    case .schema:
      try session.print(String(decoding: DeviceLibrary.schema(), as: UTF8.self))
      return .done
    case .refresh:
      try await DeviceRefresh(in: session).run(arguments[name])
      return .done
    }
  }

  /// A file that cannot be read is told and left out, and decides the status.
  private static func list(_ library: DeviceLibrary, in session: Session) throws -> ExitStatus {
    var status = ExitStatus.done
    var presentations: [DevicePresentation] = []
    for entry in library.entries {
      do throws(Failure) {
        let (device, origin) = try read(entry.name, library)
        presentations.append(DevicePresentation(device, from: origin))
      } catch {
        session.report(error)
        status = error.status
      }
    }
    if session.wantsJSON {
      try session.print(["devices": .array(presentations.map(\.listJSON))])
    } else {
      try session.print(TextTable(rows: [DevicePresentation.listHeads] + presentations.map(\.listRow)).text)
    }
    return status
  }

  private static func read(
    _ name: String, _ library: DeviceLibrary
  ) throws(Failure) -> (device: Device, origin: DeviceLibrary.Origin) {
    do { return try library.device(named: name) } catch { throw Failure(error) }
  }

  private static func unknown(_ word: String) -> Failure {
    let match = NearestMatch.find(word, among: actions)
    return Failure(
      .misuse, "ACTION takes one of \(actions.joined(separator: ", ")), not \(quoted(word))",
      help: match.map { "did you mean '\($0)'?" } ?? "shotglass devices show \(word)")
  }
}

extension Failure {
  /// A device that is not there, or a file of one that cannot be read.
  init(_ error: DeviceError) {
    let place = error.file.map { file in error.position.map { "\(file):\($0.line):\($0.column)" } ?? file }
    let message = error.path.isEmpty ? error.message : "\(error.path): \(error.message)"
    self.init(.misuse, message, place: place, help: error.help)
  }
}
