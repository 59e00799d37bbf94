// One Java for many files, since starting one costs more than most files do.
//
// usage: java -cp JARS:CLASSES Validators
// stdin:  a line for each file: the tool's name and its words, parted by tabs
// stdout: what the tool prints, then a line "\f" with its exit code

import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

public final class Validators {
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split("\t");
      ByteArrayOutputStream told = new ByteArrayOutputStream();
      PrintStream kept = new PrintStream(told, true, StandardCharsets.UTF_8);
      System.setOut(kept);
      System.setErr(kept);
      int code = run(words[0], Arrays.copyOfRange(words, 1, words.length));
      kept.flush();
      told.writeTo(out);
      out.print("\n\f" + code + "\n");
      out.flush();
    }
  }

  private static int run(String tool, String[] words) throws Exception {
    switch (tool) {
      case "epubcheck":
        return new EpubChecker().run(words);
      case "verapdf":
        return Validate.run(words);
      default:
        throw new IllegalArgumentException("no such tool: " + tool);
    }
  }
}
