import ArgumentParsing
import Catalogue
import Devices
import Formats

/// What `--show-config` prints: every option with its value and where that came from.
struct ConfigurationListing {
  private let arguments: Arguments

  init(_ arguments: Arguments) {
    self.arguments = arguments
  }

  func print(in session: Session) throws {
    let settings = arguments.settings.filter { !$0.option.waivesArguments }
    let device = device(of: settings, in: session)
    guard !session.wantsJSON else {
      var members: [String: JSON] = [
        "verb": .string(arguments.path.joined(separator: " ")),
        "values": .array(
          settings.map { setting in
            [
              "name": .string(setting.option.name), "origin": .string(setting.origin.description),
              "value": Self.value(of: setting),
            ]
          }),
      ]
      if let device { members["device"] = ["name": .string(device.name), "origin": .string(device.origin)] }
      return try session.print(members)
    }
    let rows = settings.map { setting in
      let words = setting.words.isEmpty ? "(none)" : setting.words.map { Self.shown($0) }.joined(separator: ", ")
      return ["\(setting.option.name) = \(words)", setting.origin.description]
    }
    try session.print(TextTable(rows: rows + (device.map { [["device \($0.name)", $0.origin]] } ?? [])).text)
  }

  /// The device that the backend is a twin of, and where its file was found.
  private func device(of settings: [Arguments.Setting], in session: Session) -> (name: String, origin: String)? {
    let catalogue = BackendCatalogue(devices: session.devices)
    guard let word = settings.first(where: { $0.option.name == "backend" })?.words.first,
      let name = catalogue.deviceName(ofBackend: word), let origin = session.devices.origin(of: name)
    else { return nil }
    return (name, origin.text)
  }

  /// Blanks and control characters make a value hard to see: such values are quoted.
  private static func shown(_ word: String) -> String {
    word.isEmpty || word.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F } ? quoted(word) : word
  }

  /// Flags as true and false, whole numbers as numbers, repeated options as lists, all else as text.
  private static func value(of setting: Arguments.Setting) -> JSON {
    if setting.option.isRepeatable { return .array(setting.words.map { .string($0) }) }
    guard let word = setting.words.first else { return nil }
    return switch setting.option.kind {
    case .flag: .bool(word == "true")
    case .integer: JSON(Int(word))
    case .unsigned: UInt64(word).map { .unsigned($0) } ?? nil
    case .number, .seconds: JSON(ValueKind.number(word))
    case .text, .file, .choice, .name: .string(word)
    }
  }
}
