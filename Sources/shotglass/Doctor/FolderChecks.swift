import ArgumentParsing
import FoundationEssentials
import Devices
import Formats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folders that commands read and write.
enum FolderChecks {
  /// `folder` is the working folder.
  static func all(in folder: String, environment: [String: String]) -> [DoctorCheck] {
    let temporary = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    return [
      writable("working folder", folder, fix: "work in a folder of yours, or use chmod u+w ."),
      writable("temporary folder", temporary, fix: "set TMPDIR to a folder that you may write to"),
    ] + programs(in: folder + "/qasm") + devices(in: folder)
  }

  /// Only creating a file proves that one can be created: the disk may be full or mounted for reading.
  private static func writable(_ name: String, _ folder: String, fix: String) -> DoctorCheck {
    var template = Array("\(folder)/.shotglass-doctor-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      return .fault(name, "\(quoted(folder)): \(FileDescriptor.message(errno))", fix: fix)
    }
    close(descriptor)
    unlink(template)
    return .pass(name, "can be written to")
  }

  private static func programs(in folder: String) -> [DoctorCheck] {
    guard let names = files(in: folder, ending: ".qasm") else { return [] }
    return [.pass("qasm/", "\(names.count) \(names.count == 1 ? "program" : "programs")")]
  }

  /// Every description of a device must be right.
  private static func devices(in folder: String) -> [DoctorCheck] {
    guard let names = files(in: "\(folder)/backends", ending: ".json") else { return [] }
    let library = DeviceLibrary(workingFolder: folder, home: nil)
    for name in names {
      do throws(DeviceError) { _ = try library.device(named: String(name.dropLast(".json".count))) } catch {
        let place = error.position.map { ", line \($0.line), column \($0.column)" } ?? ""
        let what = error.path.isEmpty ? error.message : "\(error.path): \(error.message)"
        return [.fault("backends/", "\(name)\(place): \(what)", fix: error.help ?? "correct the file")]
      }
    }
    return [
      .pass("backends/", names.count == 1 ? "1 description of a device" : "\(names.count) descriptions of devices")
    ]
  }

  /// The sorted names in a folder; nil when there is no such folder.
  private static func files(in folder: String, ending: String) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(ending) }.sorted()
  }
}
