use std::collections::HashSet;

use debrief_metrics::{DataType, MetricSet, TemplateCategory, library, validate};

#[test]
fn the_library_is_complete_and_in_order() {
    let templates = library().unwrap();
    let names: Vec<_> = templates
        .iter()
        .map(|template| template.identifier.as_str())
        .collect();
    let expected = [
        "contact_reason",
        "issue_resolution",
        "unresolved_cause",
        "promised_follow_up",
        "order_or_case_number",
        "interest_level",
        "main_objection",
        "next_step_agreed",
        "booking_result",
        "sentiment_at_end",
        "effort_score",
        "asked_for_human",
    ];
    assert_eq!(names, expected);
    let categories: HashSet<_> = templates.iter().map(|template| template.category).collect();
    let used = [
        TemplateCategory::Support,
        TemplateCategory::Sales,
        TemplateCategory::Scheduling,
        TemplateCategory::Experience,
    ];
    assert_eq!(categories, HashSet::from(used));
}

#[test]
fn every_template_can_be_published_as_it_is() {
    let mut set = MetricSet::read(None).unwrap();
    for template in library().unwrap() {
        set.add(&template.fields());
    }
    assert_eq!(validate(&set.metrics()), []);
}

#[test]
fn every_template_says_when_it_helps_and_has_no_blanks() {
    for template in library().unwrap() {
        assert!(!template.when_to_use.trim().is_empty(), "{}", template.identifier);
        assert!(!template.prompt.contains(['{', '}']), "{}", template.identifier);
        assert_eq!(
            template.choices.is_empty(),
            template.data_type != DataType::Enum,
            "{}",
            template.identifier
        );
    }
}

#[test]
fn an_answer_that_an_enum_prompt_names_is_a_choice() {
    for template in library()
        .unwrap()
        .iter()
        .filter(|template| template.data_type == DataType::Enum)
    {
        for answer in named_answers(&template.prompt) {
            assert!(
                template.choices.contains(&answer),
                "{}: {answer}",
                template.identifier
            );
        }
    }
}

/// Words that the prompt explains (`resolved: the caller…`) or tells the model to answer (`answer none`).
fn named_answers(prompt: &str) -> Vec<String> {
    let mut answers = Vec::new();
    for sentence in prompt.split_inclusive(['.', '?']) {
        if let Some((label, _)) = sentence.split_once(": ") {
            answers.push(label.trim().to_owned());
        }
        if let Some((_, answer)) = sentence.split_once("answer ") {
            answers.push(answer.trim_end_matches(['.', '?']).to_owned());
        }
    }
    answers
}
