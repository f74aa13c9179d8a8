/* Conservation: what must be equal is compared, and the worst relative error is kept. */
#ifndef RUN_AUDIT_H
#define RUN_AUDIT_H

struct audit {
    double worst;              /* relative */
    const char *law;           /* the one that was off by `worst`; "" while all hold exactly */
};

/* No law looked at yet. */
struct audit audit_start(void);

/* The law called `law` (text that lives on) says that both are equal. Off by |a − b| ÷ the larger of |a|, |b|. */
void audit_equal(struct audit *audit, const char *law, double a, double b);

/* As audit_equal, but what rounding times to ns explains, `allowed` in the unit of a and b, is no error. */
void audit_equal_but(struct audit *audit, const char *law, double a, double b, double allowed);

/* `part` must not be above `whole` > 0: off by (part − whole) ÷ whole. */
void audit_at_most(struct audit *audit, const char *law, double part, double whole);

/* The worse of both, `into` if equal. */
void audit_merge(struct audit *into, const struct audit *from);

#endif
