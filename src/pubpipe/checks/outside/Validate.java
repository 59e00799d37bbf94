// PDF files -> the veraPDF rules that they break, one line of tab-separated fields each.
//
// usage: java -cp JARS Validate.java FLAVOUR[,FLAVOUR…] FILE.pdf…
//   FLAVOUR  ua1 ua2 1a 1b 2a 2b 2u 3a 3b 3u 4 4e 4f wt1a wt1r
//
// stdout:  checked  FILE  FLAVOUR  ASSERTIONS
//          broken   FILE  FLAVOUR  CLAUSE-TEST  COUNT  MESSAGE  WHERE
//          unread   FILE  REASON
// exit:    0 whatever was found, 2 when nothing could be checked

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public final class Validate {
  private static final int EVERY_FAILURE = -1;

  public static void main(String[] args) throws Exception {
    int code = run(args);
    System.out.flush();
    System.exit(code);
  }

  /** Judges the files; returns 0 whatever was found, 2 for a flavour that does not exist. */
  static int run(String[] args) throws Exception {
    if (args.length < 2) {
      throw new IllegalArgumentException("usage: Validate.java FLAVOUR[,FLAVOUR] FILE.pdf…");
    }
    LogManager.getLogManager().reset(); // the library logs each finding to stderr as well
    VeraGreenfieldFoundryProvider.initialise();
    List<PDFAFlavour> flavours = new ArrayList<>();
    for (String name : args[0].split(",")) {
      PDFAFlavour flavour = PDFAFlavour.fromString(name);
      if (flavour == PDFAFlavour.NO_FLAVOUR) {
        System.err.println("no such flavour: " + name);
        return 2;
      }
      flavours.add(flavour);
    }
    for (int i = 1; i < args.length; i++) {
      validate(args[i], flavours);
    }
    return 0;
  }

  private static void validate(String file, List<PDFAFlavour> flavours) {
    VeraPDFFoundry foundry = Foundries.defaultInstance();
    try (PDFAParser parser = foundry.createParser(new File(file), flavours.get(0))) {
      PDFAValidator validator = foundry.createValidator(flavours, EVERY_FAILURE, false, true, false);
      for (ValidationResult result : validator.validateAll(parser)) {
        report(file, result);
      }
    } catch (Exception error) {
      line("unread", file, error.toString());
    }
  }

  private static void report(String file, ValidationResult result) {
    String flavour = result.getPDFAFlavour().getId();
    line("checked", file, flavour, String.valueOf(result.getTotalAssertions()));
    Map<String, List<TestAssertion>> broken = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        broken.computeIfAbsent(rule, key -> new ArrayList<>()).add(assertion);
      }
    }
    broken.forEach((rule, all) -> {
      TestAssertion first = all.get(0);
      String where = first.getLocation().getContext();
      line("broken", file, flavour, rule, String.valueOf(all.size()), first.getMessage(), where);
    });
  }

  private static void line(String... fields) {
    List<String> clean = new ArrayList<>();
    for (String field : fields) {
      clean.add(String.valueOf(field).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "));
    }
    System.out.println(String.join("\t", clean));
  }
}
