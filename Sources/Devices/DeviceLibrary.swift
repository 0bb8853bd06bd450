internal import CResources
internal import Formats
internal import FoundationEssentials

/// The devices there are, by name: `./backends/NAME.json` first, then `$SHOTGLASS_HOME/backends/NAME.json`, then those
/// that are compiled in.
package struct DeviceLibrary: Sendable {
  /// Where a device was found.
  package enum Origin: Hashable, Sendable {
    case file(path: String)
    case compiledIn

    /// In words, for `--show-config`.
    package var text: String {
      switch self {
      case .file(let path): path
      case .compiledIn: "compiled in"
      }
    }
  }

  /// A device's name and where it is.
  package struct Entry: Hashable, Sendable {
    package let name: String
    package let origin: Origin
  }

  private let folders: [String]

  private static let largestFile = 64 << 20

  /// With the value of `SHOTGLASS_HOME`: nil or empty where it is not set.
  package init(workingFolder: String = ".", home: String?) {
    var folders = [workingFolder == "." ? "./backends" : "\(workingFolder)/backends"]
    if let home, !home.isEmpty { folders.append("\(home)/backends") }
    self.folders = folders
  }

  /// Every device once, sorted by name.
  package var entries: [Entry] {
    var found: [String: Origin] = [:]
    for name in Self.compiledIn.keys { found[name] = .compiledIn }
    for folder in folders.reversed() {
      for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where file.hasSuffix(".json") {
        let name = String(file.dropLast(".json".count))
        if Self.isName(name) { found[name] = .file(path: "\(folder)/\(file)") }
      }
    }
    return found.map { Entry(name: $0.key, origin: $0.value) }.sorted { $0.name < $1.name }
  }

  /// The devices that there are without any file.
  package static var compiledInNames: [String] { compiledIn.keys.sorted() }

  /// Where a device of this name is; nil where there is none.
  package func origin(of name: String) -> Origin? { entries.first { $0.name == name }?.origin }

  /// Reads a device.
  package func device(named name: String) throws(DeviceError) -> (device: Device, origin: Origin) {
    let entries = entries
    guard let entry = entries.first(where: { $0.name == name }) else {
      let match = NearestMatch.find(name, among: entries.map(\.name))
      throw DeviceError(
        "there is no device \(JSON.string(name).shown)",
        help: match.map { "did you mean '\($0)'?" } ?? "'shotglass devices list' lists the devices")
    }
    return (try read(entry), entry.origin)
  }

  /// The JSON Schema of a device's file.
  package static func schema() -> [UInt8] { files["backends/schema/device.schema.json"] ?? [] }

  /// The bytes of a device's file, as it is read.
  package func content(of name: String) throws(DeviceError) -> [UInt8] {
    guard let entry = entries.first(where: { $0.name == name }) else { return [] }
    return try content(of: entry).bytes
  }

  private func content(of entry: Entry) throws(DeviceError) -> (bytes: [UInt8], file: String) {
    switch entry.origin {
    case .compiledIn: return (Self.compiledIn[entry.name] ?? [], "backends/\(entry.name).json")
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: path) else {
        throw DeviceError("the file cannot be read", file: path, help: "allow it with: chmod u+r \(path)")
      }
      guard data.count <= Self.largestFile else {
        throw DeviceError("the file has more than \(Self.largestFile) bytes", file: path)
      }
      return (Array(data), path)
    }
  }

  private func read(_ entry: Entry) throws(DeviceError) -> Device {
    let (bytes, file) = try content(of: entry)
    let device = try Device(reading: bytes, file: file)
    guard device.name == entry.name else {
      throw DeviceError(
        "must be \(JSON.string(entry.name).shown) as the file's name says, not \(JSON.string(device.name).shown)",
        at: "name", file: file, help: "rename the file to \(device.name).json, or the device")
    }
    return device
  }

  /// Whether a file can bear the name: letters, digits, `_`, `-` and `.`, the last not first.
  static func isName(_ name: String) -> Bool {
    (1...100).contains(name.utf8.count) && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }

  // MARK: Compiled in

  /// Every file that is compiled in, by its path in the repository.
  private static let files: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    for index in 0..<resource_count() {
      let resource = resource_at(index)
      files[String(cString: resource.path)] = Array(UnsafeBufferPointer(start: resource.bytes, count: resource.count))
    }
    return files
  }()

  /// The devices that are compiled in, by name.
  private static let compiledIn: [String: [UInt8]] = {
    let devices = files.filter { $0.key.hasPrefix("backends/") && !$0.key.hasPrefix("backends/schema/") }
    return Dictionary(
      uniqueKeysWithValues: devices.map { path, bytes in
        (String(path.dropFirst("backends/".count).dropLast(".json".count)), bytes)
      })
  }()
}
