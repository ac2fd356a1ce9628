package relevo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a child JVM has used since it started, read from outside: /proc of Linux and its own gc.log. Where the system has
 * no /proc the figures from there are 0.
 *
 * @param cpuSeconds processor time, user and system
 * @param residentMib memory it holds now
 * @param residentPeakMib the most it ever held
 * @param collections garbage collections
 * @param allocatedMib what the collector found to be new, all collections together: a lower bound
 * @param pauseMsTotal all stops of the world
 * @param pauseMsMax the longest of them
 */
record ProcessUsage(
        double cpuSeconds,
        long residentMib,
        long residentPeakMib,
        int collections,
        long allocatedMib,
        double pauseMsTotal,
        double pauseMsMax) {
    private static final double TICKS_PER_SECOND = 100;
    // G1: "GC(3) Pause Young (Normal) (...) 120M->8M(256M) 1.234ms"; ZGC: "GC(3) Minor Collection (...)
    // 120M(47%)->8M(3%) 0.012s".
    private static final Pattern SHRUNK = Pattern.compile("(\\d+)M(?:\\(\\d+%\\))?->(\\d+)M\\(");
    private static final Pattern PAUSE = Pattern.compile("Pause .*?([0-9.]+)ms$");

    static ProcessUsage of(ChildJvm child) throws IOException {
        Path proc = Path.of("/proc", Long.toString(child.pid()));
        double cpuSeconds = 0;
        long residentKib = 0;
        long peakKib = 0;
        if (Files.exists(proc)) {
            String stat = Files.readString(proc.resolve("stat"));
            // The name in brackets may hold blanks; utime and stime are the 12th and 13th field behind it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            cpuSeconds = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
            for (String line : Files.readAllLines(proc.resolve("status"))) {
                if (line.startsWith("VmRSS:")) {
                    residentKib = kib(line);
                } else if (line.startsWith("VmHWM:")) {
                    peakKib = kib(line);
                }
            }
        }
        return withCollections(child.folder().resolve("gc.log"), cpuSeconds, residentKib >> 10, peakKib >> 10);
    }

    private static ProcessUsage withCollections(Path gcLog, double cpuSeconds, long residentMib, long peakMib)
            throws IOException {
        int collections = 0;
        long allocatedMib = 0;
        long afterMib = 0;
        double pauseMsTotal = 0;
        double pauseMsMax = 0;
        if (Files.exists(gcLog)) {
            for (String line : Files.readAllLines(gcLog)) {
                Matcher shrunk = SHRUNK.matcher(line);
                if (shrunk.find()) {
                    collections++;
                    allocatedMib += Math.max(0, Long.parseLong(shrunk.group(1)) - afterMib);
                    afterMib = Long.parseLong(shrunk.group(2));
                }
                Matcher pause = PAUSE.matcher(line);
                if (pause.find()) {
                    double ms = Double.parseDouble(pause.group(1));
                    pauseMsTotal += ms;
                    pauseMsMax = Math.max(pauseMsMax, ms);
                }
            }
        }
        return new ProcessUsage(cpuSeconds, residentMib, peakMib, collections, allocatedMib, pauseMsTotal, pauseMsMax);
    }

    private static long kib(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
