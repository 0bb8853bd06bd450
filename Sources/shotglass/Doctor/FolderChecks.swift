import ArgumentParsing
import FoundationEssentials
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
    ] + programs(in: folder + "/qasm") + devices(in: folder + "/backends")
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

  /// Every description of a device must at least be JSON.
  private static func devices(in folder: String) -> [DoctorCheck] {
    guard let names = files(in: folder, ending: ".json") else { return [] }
    for name in names {
      do {
        let file = try SourceFile.read("\(folder)/\(name)", input: .text(""))
        _ = try JSONNode(parsing: file.bytes)
      } catch let error as FormatError {
        let place = error.position.map { ", line \($0.line), column \($0.column)" } ?? ""
        return [.fault("backends/", "\(name)\(place): \(error.description)", fix: error.help ?? "correct the file")]
      } catch {
        let failure = error as? Failure
        return [.fault("backends/", failure?.message ?? "\(error)", fix: failure?.help ?? "correct the file")]
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
