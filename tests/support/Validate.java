import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Validate FILE PROFILE...: for each profile a line with the number of checks, then a line for each broken rule. */
public class Validate {
    private static final int SHOWN_PLACES = 50;

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        Logger.getLogger("").setLevel(Level.OFF);
        for (int number = 1; number < arguments.length; number++) {
            validate(arguments[0], arguments[number]);
        }
    }

    private static void validate(String file, String name) throws Exception {
        ValidationProfile profile;
        try (InputStream stream =
                PDFAFlavour.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            profile = Profiles.profileFromXml(stream);
        }
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new FileInputStream(file), profile.getPDFAFlavour())) {
            ValidationResult result = Foundries.defaultInstance()
                    .createValidator(profile, SHOWN_PLACES, false, false, false)
                    .validate(parser);
            System.out.println("checked\t" + name + "\t" + result.getTotalAssertions());
            for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
                RuleId rule = failed.getKey();
                System.out.println("broken\t" + name + "\t" + rule.getClause() + "-" + rule.getTestNumber() + ", "
                        + failed.getValue() + " times: " + profile.getRuleByRuleId(rule).getDescription()
                        + " First at " + firstPlace(result, rule));
            }
        }
    }

    private static String firstPlace(ValidationResult result, RuleId rule) {
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getRuleId().equals(rule) && assertion.getStatus() == TestAssertion.Status.FAILED) {
                return assertion.getLocation().getContext();
            }
        }
        return "an unknown place";
    }
}
